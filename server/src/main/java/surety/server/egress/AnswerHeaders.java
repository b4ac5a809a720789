package surety.server.egress;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The few headers of an answer that callers may see: `Retry-After` and those about rate limits.
public record AnswerHeaders(Map<String, String> values) {

  public AnswerHeaders {
    values = Map.copyOf(values);
  }

  /// The value of a header, whatever the case of its name.
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }

  static boolean isKept(String lowerCaseName) {
    return lowerCaseName.equals("retry-after")
        || lowerCaseName.startsWith("x-ratelimit")
        || lowerCaseName.startsWith("ratelimit");
  }
}
