package surety.server.platform.transport;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/// What arrived and is no request that a servlet could see: a line that cannot be read, a header
/// that must not be, a version that is not spoken. It is answered with a status and no body,
/// instead of the container's own page.
final class Unreadable {

  // The version of a request whose line ends after the path. Its answer would have neither status
  // nor headers, so none of ours could be on it.
  private static final String NO_VERSION = "";

  private static final int FIRST_ERROR = 400;
  private static final int VERSION_NOT_SUPPORTED = 505;

  private Unreadable() {}

  /// Refuses it if it is one; the request then goes no further. An error before the first valve was
  /// asked is the container's refusal. One that an asynchronous answer ended with is not.
  static boolean refused(Request request, Response response) {
    if (request.isAsyncDispatching()) {
      return false;
    }
    if (NO_VERSION.equals(request.getProtocol())) {
      response.setStatus(VERSION_NOT_SUPPORTED);
    }
    if (response.getStatus() < FIRST_ERROR) {
      return false;
    }
    response.setContentLength(0);
    return true;
  }
}
