package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import surety.server.platform.Clicks;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// One's own sessions.
@Controller
class SessionController {

  private final OwnSessions own;
  private final Clicks clicks;
  private final SessionPages pages;

  SessionController(OwnSessions own, Clicks clicks, SessionPages pages) {
    this.own = own;
    this.clicks = clicks;
    this.pages = pages;
  }

  @GetMapping("/sessions")
  String list(OpenSession session, Model model) {
    model.addAttribute("sessions", own.list(session.secret()));
    return "identity/sessions";
  }

  @PostMapping("/sessions/{id}/end")
  String end(@PathVariable UUID id, OpenSession session, HttpServletResponse response) {
    if (id.equals(session.id())) {
      return pages.end(Optional.of(session), response);
    }
    return clicks
        .answer(
            session.account(),
            id,
            () ->
                own.end(session.secret(), id)
                    ? Optional.of("redirect:/sessions")
                    : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  @PostMapping("/sessions/end-others")
  String endOthers(OpenSession session) {
    own.endOthers(session.secret());
    return "redirect:/sessions";
  }

  @PostMapping("/sign-out")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    return pages.end(OpenSession.of(request), response);
  }
}
