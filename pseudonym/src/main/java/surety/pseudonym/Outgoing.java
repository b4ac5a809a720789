package surety.pseudonym;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A request exactly as it would leave, for the second look.
///
/// The bytes are copied, so that what is proven is what is sent.
public final class Outgoing {
  private final String path;
  private final Map<String, String> headers;
  private final byte[] body;

  private Outgoing(String path, Map<String, String> headers, byte[] body) {
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  /// Takes a request.
  ///
  /// @param path with the query
  /// @param headers by name, in any case, `content-type` among them if there is a body
  /// @param body may be empty
  public static Outgoing of(String path, Map<String, String> headers, byte[] body) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach(
        (name, value) -> lower.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + "," + b));
    return new Outgoing(path, Map.copyOf(lower), body.clone());
  }

  String path() {
    return path;
  }

  /// By name in lower case.
  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /// Shows sizes alone.
  @Override
  public String toString() {
    return "Outgoing[" + headers.size() + " headers, " + body.length + " bytes]";
  }
}
