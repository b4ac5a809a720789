package surety.server.egress;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/// Scheme, host and port: the place that a credential is bound to.
///
/// The host is a lower-case name in ASCII or an address literal, without a trailing dot. An IPv6
/// literal has no brackets.
public record Origin(String scheme, String host, int port) {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*|[a-z0-9]");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

  /// Checks the parts.
  public Origin {
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("scheme is neither https nor http");
    }
    boolean literal = host.contains(":") && IPV6.matcher(host).matches();
    if (host.length() > 253 || !(literal || NAME.matcher(host).matches())) {
      throw new IllegalArgumentException("host is not a plain ASCII host name");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }

  /// The origin of an absolute URI.
  ///
  /// @throws IllegalArgumentException if the URI is not absolute http or https, or carries user
  ///     information
  public static Origin of(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("not an absolute URI of a host");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return new Origin(scheme, bare(uri.getHost()), port(scheme, uri.getPort()));
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }

  private static int port(String scheme, int port) {
    if (port != -1) {
      return port;
    }
    return scheme.equals("https") ? 443 : 80;
  }

  boolean isEncrypted() {
    return scheme.equals("https");
  }

  /// The host as people write it, with the port unless it is that of the scheme.
  public String display() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == port(scheme, -1) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
