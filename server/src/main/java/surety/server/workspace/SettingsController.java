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

/// Settings → General: the workspace's name and currency, and how long its figures may be shown.
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
    return page(profile.name(), profile.currency(), age(scope), model);
  }

  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String change(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String currency,
      @RequestParam Optional<String> figureSeconds,
      HttpServletResponse response,
      Model model) {
    Optional<WorkspaceProfile> profile = WorkspaceProfile.parse(name, currency);
    String seconds = figureSeconds.orElseGet(() -> age(scope));
    Optional<FigureAge> age = FigureAge.parse(seconds);
    if (profile.isEmpty() || age.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("invalidName", !WorkspaceProfile.isName(name));
      model.addAttribute("invalidAge", age.isEmpty());
      return page(name, currency, seconds, model);
    }
    workspaces.change(scope, profile.get(), age.get());
    return "redirect:/w/" + scope.workspace() + "/settings?done=saved";
  }

  private String age(WorkspaceScope scope) {
    return Integer.toString(workspaces.figureAge(scope).seconds());
  }

  private static String page(String name, String currency, String figureSeconds, Model model) {
    model.addAttribute("name", name);
    model.addAttribute("currency", currency);
    model.addAttribute("figureSeconds", figureSeconds);
    model.addAttribute("longestAge", FigureAge.LONGEST.seconds());
    model.addAttribute("currencies", WorkspaceProfile.currencies());
    return "workspace/settings";
  }
}
