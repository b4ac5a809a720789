package surety.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request that reached the sandbox, with what it was answered.
///
/// @param path with the vendor's base path
/// @param query as sent, without a token
/// @param headers names in lower case; of those that carry a token only that they were there
/// @param status the answer
public record LoggedRequest(
    Instant at,
    Vendor vendor,
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    int status) {

  /// Whether it could have changed something: any method but GET and HEAD.
  public boolean isWrite() {
    return !method.equals("GET") && !method.equals("HEAD");
  }
}
