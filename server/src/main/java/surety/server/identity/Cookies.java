package surety.server.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import surety.server.platform.Token;

/// The cookies of this server. All are HttpOnly, Secure, SameSite=Lax and bound to this very host
/// by the `__Host-` prefix; nothing sets one in another way.
enum Cookies {
  /// The secret of a session. Lives as long as a session can; the database decides earlier.
  SESSION("__Host-surety", Duration.ofDays(90)),
  /// Shows that this browser asked for a link.
  BROWSER("__Host-surety-sign-in", Duration.ofMinutes(10)),
  /// Where to go after sign-in.
  RETURN("__Host-surety-return", Duration.ofMinutes(30));

  private final String key;
  private final Duration age;

  Cookies(String key, Duration age) {
    this.key = key;
    this.age = age;
  }

  Optional<String> of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(key))
            .map(Cookie::getValue)
            .findFirst();
  }

  Optional<Token> tokenOf(HttpServletRequest request) {
    return of(request).flatMap(Token::parse);
  }

  void set(HttpServletResponse response, String value) {
    add(response, value, age);
  }

  void clear(HttpServletResponse response) {
    add(response, "", Duration.ZERO);
  }

  private void add(HttpServletResponse response, String value, Duration maxAge) {
    var cookie =
        ResponseCookie.from(key, value)
            .httpOnly(true)
            .secure(true)
            .sameSite("Lax")
            .path("/")
            .maxAge(maxAge)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
