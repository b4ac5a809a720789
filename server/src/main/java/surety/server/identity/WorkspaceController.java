package surety.server.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.workspace.EmailAddress;
import surety.server.workspace.RateLimits;
import surety.server.workspace.RateLimits.Limit;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceProfile;
import surety.server.workspace.Workspaces;

/// The first page after sign-in, and one's workspaces.
@Controller
class WorkspaceController {

  /// Workspaces that one account creates.
  static final Limit PER_ACCOUNT = new Limit("workspace account", 10, Duration.ofHours(1));

  private final OwnWorkspaces own;
  private final Workspaces workspaces;
  private final RateLimits limits;

  WorkspaceController(OwnWorkspaces own, Workspaces workspaces, RateLimits limits) {
    this.own = own;
    this.workspaces = workspaces;
    this.limits = limits;
  }

  @GetMapping("/")
  String start(OpenSession session) {
    List<OwnWorkspaces.Entry> entries = own.list(session.secret());
    return entries.size() == 1 ? "redirect:/w/" + entries.getFirst().id() : "redirect:/workspaces";
  }

  @GetMapping("/workspaces")
  String list(OpenSession session, Model model) {
    model.addAttribute("workspaces", own.list(session.secret()));
    return "identity/workspaces";
  }

  @GetMapping("/workspaces/new")
  String form(Model model) {
    return form("", "EUR", model);
  }

  @PostMapping("/workspaces")
  String create(
      OpenSession session,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String currency,
      HttpServletResponse response,
      Model model) {
    Optional<WorkspaceProfile> profile = WorkspaceProfile.parse(name, currency);
    if (profile.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("invalidName", !WorkspaceProfile.isName(name));
      return form(name, currency, model);
    }
    limits.take(PER_ACCOUNT, session.account().toString());
    WorkspaceId workspace =
        workspaces.create(profile.get(), session.account(), new EmailAddress(session.email()));
    return "redirect:/w/" + workspace;
  }

  private static String form(String name, String currency, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("currency", currency);
    model.addAttribute("currencies", WorkspaceProfile.currencies());
    return "identity/new-workspace";
  }
}
