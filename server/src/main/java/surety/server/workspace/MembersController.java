package surety.server.workspace;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
import surety.server.workspace.Members.Result;

/// Settings → Members.
@Controller
@RequestMapping("/w/{workspace}/members")
class MembersController {

  private static final Map<String, String> DONE =
      Map.of(
          "invited", "The invitation is on its way.",
          "revoked", "The invitation is revoked. Its link no longer works.",
          "changed", "The role is changed, from that member's next click on.",
          "removed", "The member is removed and no longer gets in.");

  private final Members members;
  private final Invitations invitations;
  private final Clicks clicks;

  MembersController(Members members, Invitations invitations, Clicks clicks) {
    this.members = members;
    this.invitations = invitations;
    this.clicks = clicks;
  }

  @GetMapping
  @Requires(Permission.MEMBERS_VIEW)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", DONE.get(done));
    return page(scope, model);
  }

  @PostMapping("/invite")
  @Requires(Permission.MEMBERS_MANAGE)
  String invite(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String role,
      HttpServletResponse response,
      Model model) {
    Optional<EmailAddress> address = EmailAddress.parse(email);
    model.addAttribute("email", email);
    if (address.isEmpty()) {
      return refused(
          scope,
          "This is not an email address that mail can be sent to. It looks like"
              + " name@company.com, without accents or spaces.",
          response,
          model);
    }
    if (!invitations.invite(scope, address.get(), role(role))) {
      return refused(scope, "This person is a member already.", response, model);
    }
    return back(scope, "invited");
  }

  @PostMapping("/invitations/{invitation}/revoke")
  @Requires(Permission.MEMBERS_MANAGE)
  String revoke(WorkspaceScope scope, @PathVariable UUID invitation) {
    return clicks
        .answer(
            scope.principal().value(),
            invitation,
            () ->
                invitations.revoke(scope, invitation)
                    ? Optional.of(back(scope, "revoked"))
                    : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  @PostMapping("/{member}/role")
  @Requires(Permission.MEMBERS_MANAGE)
  String changeRole(
      WorkspaceScope scope,
      @PathVariable UUID member,
      @RequestParam(defaultValue = "") String role,
      HttpServletResponse response,
      Model model) {
    Result result = members.changeRole(scope, member, role(role));
    return answer(scope, result, "changed", response, model);
  }

  @PostMapping("/{member}/remove")
  @Requires(Permission.MEMBERS_MANAGE)
  String remove(
      WorkspaceScope scope, @PathVariable UUID member, HttpServletResponse response, Model model) {
    Result result = members.remove(scope, member);
    if (result == Result.DONE && member.equals(scope.principal().value())) {
      return "redirect:/";
    }
    return answer(scope, result, "removed", response, model);
  }

  private String answer(
      WorkspaceScope scope, Result result, String done, HttpServletResponse response, Model model) {
    return switch (result) {
      case DONE -> back(scope, done);
      case UNKNOWN -> throw new Refusal(Problem.NOT_FOUND);
      case LAST_OWNER -> {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute(
            "refused",
            "This is the last owner. Make another member an owner first; nothing was changed.");
        yield page(scope, model);
      }
    };
  }

  private String refused(
      WorkspaceScope scope, String why, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("emailError", why);
    return page(scope, model);
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("you", scope.principal().value());
    model.addAttribute("roles", Role.values());
    model.addAttribute("members", members.list(scope));
    if (scope.permits(Permission.MEMBERS_MANAGE)) {
      model.addAttribute("invitations", invitations.list(scope));
    }
    return "workspace/members";
  }

  private static Role role(String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refusal(Problem.INVALID));
  }

  private static String back(WorkspaceScope scope, String done) {
    return "redirect:/w/" + scope.workspace() + "/members?done=" + done;
  }
}
