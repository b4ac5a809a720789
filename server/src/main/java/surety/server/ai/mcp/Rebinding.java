package surety.server.ai.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import surety.server.platform.Problem;
import surety.server.platform.PublicAddress;
import surety.server.platform.Refusal;

/// Refuses what a browser sends for another site, also when that site's name was made to point at
/// this server. A program sends no origin, and the name of the server that it means.
final class Rebinding {

  private static final Problem OTHER_SITE =
      new Problem(
          "other-site",
          403,
          "This request came from another site",
          "Only programs, and pages of this server itself, may call this address.");

  private static final Problem OTHER_HOST =
      new Problem(
          "other-host",
          421,
          "This request was meant for another server",
          "Call this server by the name that it was set up with.");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Rebinding() {}

  /// @throws Refusal unless the request was meant for this server
  static void refuse(HttpServletRequest request, PublicAddress address) {
    String host = hostOf(request);
    if (!LOOPBACK.contains(host) && !host.equals(hostOf(address))) {
      throw new Refusal(OTHER_HOST);
    }
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    if (!origins.stream().allMatch(address.origin().toString()::equals)) {
      throw new Refusal(OTHER_SITE);
    }
  }

  private static String hostOf(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
  }

  private static String hostOf(PublicAddress address) {
    return address.origin().getHost().toLowerCase(Locale.ROOT);
  }
}
