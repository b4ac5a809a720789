package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A page of this server to go back to after sign-in. It waits in a cookie of the asking browser,
/// so that no address with an invitation in it is stored here.
record ReturnPath(String value) {

  private static final int LONGEST = 1_000;

  // One slash and then none: "//host" and "/\host" are addresses of other servers to a browser.
  // What else a browser may read in a way of its own, control characters above all, is left out.
  private static final Pattern SAFE =
      Pattern.compile("/(?:[A-Za-z0-9._~-][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

  /// Empty unless the path surely stays on this server.
  static Optional<ReturnPath> parse(String path) {
    boolean safe =
        path.length() <= LONGEST
            && SAFE.matcher(path).matches()
            && !path.contains("//")
            && !path.startsWith("/sign-");
    return safe ? Optional.of(new ReturnPath(path)) : Optional.empty();
  }

  /// The page that this request asked for.
  static Optional<ReturnPath> of(HttpServletRequest request) {
    String query = request.getQueryString();
    return parse(request.getRequestURI() + (query == null ? "" : "?" + query));
  }

  void remember(HttpServletResponse response) {
    Cookies.RETURN.set(
        response,
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(value.getBytes(StandardCharsets.UTF_8)));
  }

  /// Takes back what was remembered; the start page if that is nothing safe.
  static ReturnPath recall(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> cookie = Cookies.RETURN.of(request);
    cookie.ifPresent(_ -> Cookies.RETURN.clear(response));
    return cookie.flatMap(ReturnPath::decode).orElse(new ReturnPath("/"));
  }

  private static Optional<ReturnPath> decode(String cookie) {
    try {
      return parse(new String(Base64.getUrlDecoder().decode(cookie), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
