package surety.server.workspace;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Settings → General: the workspace's name and currency.
@Controller
@RequestMapping("/w/{workspace}/settings")
class SettingsController {

  private final Workspaces workspaces;

  SettingsController(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  @GetMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String form(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", !done.isEmpty());
    WorkspaceProfile profile = workspaces.profile(scope);
    return page(profile.name(), profile.currency(), model);
  }

  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String change(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String currency,
      HttpServletResponse response,
      Model model) {
    Optional<WorkspaceProfile> profile = WorkspaceProfile.parse(name, currency);
    if (profile.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("invalidName", !WorkspaceProfile.isName(name));
      return page(name, currency, model);
    }
    workspaces.change(scope, profile.get());
    return "redirect:/w/" + scope.workspace() + "/settings?done=saved";
  }

  private static String page(String name, String currency, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("currency", currency);
    model.addAttribute("currencies", WorkspaceProfile.currencies());
    return "workspace/settings";
  }
}
