package surety.server.platform.transport;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import surety.server.platform.PublicAddress;

/// Answers whatever arrives without TLS by 308 to the same path over https, and nothing else.
final class HttpsRedirect extends ValveBase {

  private final PublicAddress address;
  private final Set<String> names;

  /// @param names the host names that a redirect may keep; any other is replaced by the server's
  ///     own, so that a forged Host header leads nowhere
  HttpsRedirect(PublicAddress address, Set<String> names) {
    super(true);
    this.address = address;
    this.names = names;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.isSecure()) {
      getNext().invoke(request, response);
      return;
    }
    if (Unreadable.refused(request, response)) {
      return;
    }
    String query = request.getQueryString();
    response.setStatus(308);
    response.setHeader(
        "Location",
        origin(request.getServerName())
            + request.getRequestURI()
            + (query == null ? "" : "?" + query));
    response.setContentLength(0);
  }

  private String origin(String asked) {
    String own = address.origin().toString();
    String bare = asked.startsWith("[") ? asked.substring(1, asked.length() - 1) : asked;
    if (bare.equals(address.host()) || !names.contains(bare)) {
      return own;
    }
    int port = address.origin().getPort();
    return "https://" + asked + (port < 0 ? "" : ":" + port);
  }
}
