package surety.server.workspace;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.platform.Clicks;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// Settings → Members → Support access.
@Controller
@RequestMapping("/w/{workspace}/members/support")
class SupportController {

  private static final int LONGEST_REASON = 200;

  private final SupportGrants grants;
  private final Clicks clicks;

  SupportController(SupportGrants grants, Clicks clicks) {
    this.grants = grants;
    this.clicks = clicks;
  }

  @GetMapping
  @Requires(Permission.MEMBERS_VIEW)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    if (done.equals("granted")) {
      model.addAttribute("done", "Access is granted. The person signs in with this address.");
    } else if (done.equals("revoked")) {
      model.addAttribute("done", "Access is revoked, from that person's next click on.");
    }
    return page(scope, model);
  }

  @PostMapping
  @Requires(Permission.MEMBERS_MANAGE)
  String grant(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String hours,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    Optional<EmailAddress> person = EmailAddress.parse(email);
    OptionalInt lasting = hours(hours);
    boolean reasoned = isReason(reason);
    model.addAttribute("email", email);
    model.addAttribute("hours", hours);
    model.addAttribute("reason", reason);
    if (person.isEmpty() || lasting.isEmpty() || !reasoned) {
      model.addAttribute("emailWrong", person.isEmpty());
      model.addAttribute("hoursWrong", lasting.isEmpty());
      model.addAttribute("reasonWrong", !reasoned);
      return refused(scope, response, model);
    }
    Duration length = Duration.ofHours(lasting.getAsInt());
    if (!grants.grant(scope, person.get(), reason.strip(), length)) {
      model.addAttribute("isMember", true);
      return refused(scope, response, model);
    }
    return "redirect:/w/" + scope.workspace() + "/members/support?done=granted";
  }

  @PostMapping("/{grant}/revoke")
  @Requires(Permission.MEMBERS_MANAGE)
  String revoke(WorkspaceScope scope, @PathVariable UUID grant) {
    String revoked = "redirect:/w/" + scope.workspace() + "/members/support?done=revoked";
    return clicks
        .answer(
            scope.principal().value(),
            grant,
            () -> grants.revoke(scope, grant) ? Optional.of(revoked) : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private String refused(WorkspaceScope scope, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return page(scope, model);
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("mayGrant", scope.permits(Permission.MEMBERS_MANAGE));
    model.addAttribute("mostHours", SupportGrants.MOST_HOURS);
    model.addAttribute("grants", grants.list(scope));
    return "workspace/support";
  }

  private static OptionalInt hours(String text) {
    boolean number = text.matches("[1-9][0-9]?");
    int hours = number ? Integer.parseInt(text) : 0;
    return number && hours <= SupportGrants.MOST_HOURS
        ? OptionalInt.of(hours)
        : OptionalInt.empty();
  }

  private static boolean isReason(String text) {
    return WorkspaceProfile.isLine(text, LONGEST_REASON);
  }
}
