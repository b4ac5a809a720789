package surety.server.egress;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Names that no call may carry, even where a connector declares them: each could turn a read into
/// a write, act as somebody else, or take over the connection.
public final class ForbiddenNames {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}");

  private static final Set<String> PARAMETERS =
      Set.of(
          "_method",
          "method",
          "http_method",
          "x-http-method-override",
          "x-http-method",
          "x-method-override",
          "operation",
          "_suppress_http_status",
          "batch",
          "access_token",
          "impersonationresourceid");

  private static final Set<String> HEADERS =
      Set.of(
          "x-http-method-override",
          "x-http-method",
          "x-method-override",
          "impersonationresourceid",
          "host",
          "content-length",
          "content-type",
          "transfer-encoding",
          "connection",
          "upgrade",
          "expect",
          "te",
          "trailer",
          "cookie",
          "proxy-authorization",
          "proxy-connection",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "accept-encoding",
          "range");

  private ForbiddenNames() {}

  /// Whether no call may carry a query parameter of this name.
  public static boolean isForbiddenParameter(String name) {
    return PARAMETERS.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  /// Whether no call may carry a header of this name.
  public static boolean isForbiddenHeader(String name) {
    return !TOKEN.matcher(name).matches() || HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isForbiddenHeaderValue(String value) {
    return value.isEmpty() || !value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
