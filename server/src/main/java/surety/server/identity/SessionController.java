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
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// One's own sessions.
@Controller
class SessionController {

  private final OwnSessions own;
  private final SessionPages pages;

  SessionController(OwnSessions own, SessionPages pages) {
    this.own = own;
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
    if (!own.end(session.secret(), id)) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    return "redirect:/sessions";
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
