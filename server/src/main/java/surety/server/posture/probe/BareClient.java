package surety.server.posture.probe;

import java.util.Map;

/// A client of the recording vendor without any of the server's checks: what anybody could send who
/// holds its token.
public interface BareClient {

  /// Sends a request to the vendor.
  ///
  /// @param path with the query, below the host
  /// @return the status of the answer
  int send(String method, String path, Map<String, String> headers, byte[] body);
}
