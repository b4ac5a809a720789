package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.server.platform.Token;

/// Begins and ends the session of a browser.
@Component
class SessionPages {

  private final OwnSessions own;

  SessionPages(OwnSessions own) {
    this.own = own;
  }

  /// Gives the browser its session and leads to the page that it first asked for. A session that
  /// it had before ends.
  String begin(Token secret, HttpServletRequest request, HttpServletResponse response) {
    OpenSession.of(request).ifPresent(earlier -> own.end(earlier.secret(), earlier.id()));
    Cookies.SESSION.set(response, secret.text());
    Cookies.BROWSER.clear(response);
    return "redirect:" + ReturnPath.recall(request, response).value();
  }

  /// Ends the session of this browser.
  String end(Optional<OpenSession> session, HttpServletResponse response) {
    session.ifPresent(current -> own.end(current.secret(), current.id()));
    Cookies.SESSION.clear(response);
    // What this browser still holds of the pages may not be shown to the next person.
    response.setHeader("Clear-Site-Data", "\"cache\"");
    return "redirect:/sign-in";
  }
}
