package surety.server.egress;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The few headers of an answer that callers may see: `Retry-After`, those about rate limits, and
/// those that tell about the pages of a list.
public record AnswerHeaders(Map<String, String> values) {

  public AnswerHeaders {
    values = Map.copyOf(values);
  }

  /// The value of a header, whatever the case of its name.
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether a header may be seen.
  public static boolean isKept(String lowerCaseName) {
    return lowerCaseName.equals("retry-after")
        || lowerCaseName.equals("link")
        || lowerCaseName.equals("sforce-limit-info")
        || lowerCaseName.startsWith("x-pagination")
        || lowerCaseName.startsWith("x-ratelimit")
        || lowerCaseName.startsWith("ratelimit");
  }
}
