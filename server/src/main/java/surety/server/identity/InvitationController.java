package surety.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.identity.OwnWorkspaces.Invited;
import surety.server.platform.Clicks;
import surety.server.platform.Token;
import surety.server.workspace.EmailAddress;
import surety.server.workspace.Invitations;
import surety.server.workspace.RateLimits;

/// The page behind the link of an invitation. It needs a session, so that whoever joins has shown
/// to read the invited address's mail.
@Controller
@RequestMapping("/invitations/{token}")
class InvitationController {

  private final OwnWorkspaces own;
  private final Invitations invitations;
  private final RateLimits limits;
  private final Clicks clicks;

  InvitationController(
      OwnWorkspaces own, Invitations invitations, RateLimits limits, Clicks clicks) {
    this.own = own;
    this.invitations = invitations;
    this.limits = limits;
    this.clicks = clicks;
  }

  @GetMapping
  String look(
      @PathVariable String token,
      OpenSession session,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<Invited> invited = find(token, session, request);
    return invited.isPresent() ? page(token, invited.get(), response, model) : over(response);
  }

  @PostMapping
  String join(
      @PathVariable String token,
      OpenSession session,
      HttpServletRequest request,
      HttpServletResponse response) {
    return clicks
        .answer(
            session.account(),
            token,
            () ->
                find(token, session, request)
                    .filter(invited -> accept(invited, session))
                    .map(invited -> "redirect:/w/" + invited.workspace()))
        .orElseGet(() -> over(response));
  }

  private boolean accept(Invited invited, OpenSession session) {
    return invitations.accept(
        invited.workspace(),
        invited.invitation(),
        session.account(),
        new EmailAddress(session.email()));
  }

  private Optional<Invited> find(String token, OpenSession session, HttpServletRequest request) {
    limits.take(SignIn.OPENING, ClientNetwork.of(request.getRemoteAddr()).subject());
    return Token.parse(token).flatMap(secret -> own.invitation(session.secret(), secret));
  }

  private static String page(
      String token, Invited invited, HttpServletResponse response, Model model) {
    response.setHeader("Referrer-Policy", "no-referrer");
    model.addAttribute("token", token);
    model.addAttribute("invitation", invited);
    return "identity/invitation";
  }

  private static String over(HttpServletResponse response) {
    response.setStatus(HttpStatus.GONE.value());
    return "identity/invitation";
  }
}
