package surety.server.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceProfile;
import surety.server.workspace.WorkspaceScope;

/// Settings → API keys.
@Controller
@RequestMapping("/w/{workspace}/settings/keys")
class ApiKeyController {

  private static final List<Integer> DAYS = List.of(7, 30, 90, 365);
  private static final int USUAL_DAYS = 90;
  private static final Map<String, Permission> USES = uses();

  private final ApiKeys keys;
  private final Clicks clicks;

  ApiKeyController(ApiKeys keys, Clicks clicks) {
    this.keys = keys;
    this.clicks = clicks;
  }

  private static Map<String, Permission> uses() {
    Map<String, Permission> uses = new LinkedHashMap<>();
    uses.put("models", Permission.AI_USE);
    uses.put("figures", Permission.DASHBOARD_VIEW);
    uses.put("costs", Permission.COSTS_VIEW);
    return uses;
  }

  @GetMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("revoked", done.equals("revoked"));
    model.addAttribute("uses", Set.of("models"));
    return page(scope, model);
  }

  // Answered with the page itself and not with a way to it: the key is shown this once, and must
  // not lie anywhere until a second request fetches it.
  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String create(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(name = "use", defaultValue = "") Set<String> chosen,
      HttpServletResponse response,
      Model model) {
    boolean nameWrong = !WorkspaceProfile.isName(name);
    Optional<Integer> lasting = days(days);
    Set<Permission> permissions =
        chosen.stream()
            .filter(USES::containsKey)
            .map(USES::get)
            .collect(Collectors.toUnmodifiableSet());
    model.addAttribute("name", name);
    model.addAttribute("uses", chosen);
    lasting.ifPresent(chosenDays -> model.addAttribute("chosenDays", chosenDays));
    if (nameWrong || lasting.isEmpty() || permissions.isEmpty()) {
      model.addAttribute("nameWrong", nameWrong);
      model.addAttribute("usesWrong", permissions.isEmpty());
      model.addAttribute("daysWrong", lasting.isEmpty());
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(scope, model);
    }
    Optional<String> key =
        keys.create(scope, name.strip(), permissions, Duration.ofDays(lasting.get()));
    if (key.isEmpty()) {
      model.addAttribute("tooMany", true);
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return page(scope, model);
    }
    response.setHeader("Cache-Control", "no-store");
    model.addAttribute("key", key.get());
    model.addAttribute("name", "");
    return page(scope, model);
  }

  @PostMapping("/{key}/revoke")
  @Requires(Permission.SETTINGS_MANAGE)
  String revoke(WorkspaceScope scope, @PathVariable UUID key) {
    String revoked = "redirect:/w/" + scope.workspace() + "/settings/keys?done=revoked";
    return clicks
        .answer(
            scope.principal().value(),
            key,
            () -> keys.revoke(scope, key) ? Optional.of(revoked) : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("keys", keys.list(scope));
    model.addAttribute("choices", DAYS);
    if (!model.containsAttribute("chosenDays")) {
      model.addAttribute("chosenDays", USUAL_DAYS);
    }
    return "identity/keys";
  }

  private static Optional<Integer> days(String text) {
    return DAYS.stream().filter(days -> days.toString().equals(text)).findFirst();
  }
}
