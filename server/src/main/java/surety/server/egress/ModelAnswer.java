package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// What a provider answers, while its body still arrives.
///
/// @param headers those that may be passed on, by name in lower case
/// @param body bounded in size and time; it is not to be closed
public record ModelAnswer(int status, Map<String, String> headers, InputStream body) {

  /// Copies the headers.
  public ModelAnswer {
    headers = Map.copyOf(headers);
  }

  /// A header by its name in lower case.
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// Reads an answer. What it throws ends the exchange: the connection to the provider is cut.
  @FunctionalInterface
  public interface Reader<T> {

    /// Reads to the end, or throws.
    T read(ModelAnswer answer) throws IOException;
  }
}
