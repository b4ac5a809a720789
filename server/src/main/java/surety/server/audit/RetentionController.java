package surety.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.util.OptionalInt;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings → Security → Retention: for how long the trail is kept.
@Controller
@RequestMapping("/w/{workspace}/security/retention")
class RetentionController {

  private final Retention retention;

  RetentionController(Retention retention) {
    this.retention = retention;
  }

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String form(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", !done.isEmpty());
    return page(scope, Integer.toString(retention.days(scope)), model);
  }

  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String keep(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String days,
      HttpServletResponse response,
      Model model) {
    OptionalInt chosen = Retention.parse(days);
    if (chosen.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("wrong", true);
      return page(scope, days, model);
    }
    retention.keep(scope, chosen.getAsInt());
    return "redirect:/w/" + scope.workspace() + "/security/retention?done=saved";
  }

  private static String page(WorkspaceScope scope, String days, Model model) {
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("days", days);
    model.addAttribute("mayChange", scope.permits(Permission.SETTINGS_MANAGE));
    model.addAttribute("shortest", Retention.SHORTEST);
    model.addAttribute("longest", Retention.LONGEST);
    return "audit/retention";
  }
}
