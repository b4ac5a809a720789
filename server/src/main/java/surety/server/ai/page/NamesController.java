package surety.server.ai.page;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
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
import surety.pseudonym.EntityKind;
import surety.server.ai.names.KnownNames;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings → AI → Names: those that the connected systems do not know.
@Controller
@RequestMapping("/w/{workspace}/settings/ai/names")
class NamesController {

  private final KnownNames names;

  NamesController(KnownNames names) {
    this.names = names;
  }

  @GetMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    if (done.equals("added")) {
      model.addAttribute("done", "The name is added. Every call from now on keeps it.");
    } else if (done.equals("removed")) {
      model.addAttribute("done", "The name is removed.");
    }
    return page(scope, model);
  }

  @PostMapping
  @Requires(Permission.SETTINGS_MANAGE)
  String add(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String name,
      HttpServletResponse response,
      Model model) {
    Optional<EntityKind> chosen =
        Arrays.stream(EntityKind.values()).filter(k -> k.name().equals(kind)).findFirst();
    model.addAttribute("kind", kind);
    if (chosen.isEmpty()) {
      return refused(scope, name, "Choose from the list what it is.", response, model);
    }
    if (!isName(name.strip())) {
      String wrong = "A name of 1 to 400 characters on one line, with a letter or a digit.";
      return refused(scope, name, wrong, response, model);
    }
    if (isThere(scope, chosen.get(), name.strip())) {
      return refused(scope, name, "This name is there already.", response, model);
    }
    if (!names.add(scope, chosen.get(), name.strip())) {
      return refused(scope, name, "There are too many names already.", response, model);
    }
    return "redirect:/w/" + scope.workspace() + "/settings/ai/names?done=added";
  }

  @PostMapping("/{name}/remove")
  @Requires(Permission.SETTINGS_MANAGE)
  String remove(WorkspaceScope scope, @PathVariable UUID name) {
    if (!names.remove(scope, name)) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    return "redirect:/w/" + scope.workspace() + "/settings/ai/names?done=removed";
  }

  private boolean isThere(WorkspaceScope scope, EntityKind kind, String name) {
    return names.all(scope).stream()
        .anyMatch(one -> one.kind() == kind && one.name().equalsIgnoreCase(name));
  }

  private String refused(
      WorkspaceScope scope, String name, String wrong, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("name", name);
    model.addAttribute("wrong", wrong);
    return page(scope, model);
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("names", names.all(scope));
    return "ai/names";
  }

  private static boolean isName(String name) {
    return name.length() <= KnownNames.LONGEST
        && name.codePoints().noneMatch(Character::isISOControl)
        && name.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
