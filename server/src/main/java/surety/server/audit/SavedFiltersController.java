package surety.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.audit.SavedFilters.Saved;
import surety.server.audit.TrailQuery.Asked;
import surety.server.platform.Clicks;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security, Saved filters.
@Controller
@RequestMapping("/w/{workspace}/security/filters")
class SavedFiltersController {

  private final SavedFilters filters;
  private final Clicks clicks;

  SavedFiltersController(SavedFilters filters, Clicks clicks) {
    this.filters = filters;
    this.clicks = clicks;
  }

  /// The member's filters and, where the address names one that is not saved yet, a form for its
  /// name.
  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String list(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String done,
      @RequestParam MultiValueMap<String, String> parameters,
      Model model) {
    model.addAttribute("done", done);
    toBeSaved(TrailQuery.of(parameters))
        .ifPresent(
            asked -> {
              model.addAttribute("trail", asked.kind().key());
              model.addAttribute("query", asked.link(Optional.empty()));
            });
    return page(scope, model);
  }

  @PostMapping
  @Requires(Permission.AUDIT_VIEW)
  String save(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String trail,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "") String name,
      HttpServletResponse response,
      Model model) {
    if (!SavedFilters.isFor(scope)) {
      throw new Refusal(Problem.FORBIDDEN);
    }
    Optional<Asked> asked = TrailQuery.ofLink(query).flatMap(typed -> toBeSaved(typed, trail));
    String problem;
    if (asked.isEmpty()) {
      problem = "filter";
    } else if (!SavedFilters.isName(name.strip())) {
      problem = "name";
    } else {
      TrailFilter filter = asked.get().filter();
      Saved saved = filters.save(scope, asked.get().kind(), name.strip(), filter);
      if (saved == Saved.SAVED) {
        return "redirect:/w/" + scope.workspace() + "/security/filters?done=saved";
      }
      problem = saved == Saved.TAKEN ? "taken" : "full";
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    asked.ifPresent(
        a -> {
          model.addAttribute("trail", trail);
          model.addAttribute("query", a.link(Optional.empty()));
        });
    model.addAttribute("name", name);
    model.addAttribute("problem", problem);
    return page(scope, model);
  }

  @GetMapping("/{filter}")
  @Requires(Permission.AUDIT_VIEW)
  String open(WorkspaceScope scope, @PathVariable UUID filter) {
    return filters
        .find(scope, filter)
        .map(saved -> "redirect:/w/" + scope.workspace() + "/security" + saved.path())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  @PostMapping("/{filter}/remove")
  @Requires(Permission.AUDIT_VIEW)
  String remove(WorkspaceScope scope, @PathVariable UUID filter) {
    String removed = "redirect:/w/" + scope.workspace() + "/security/filters?done=removed";
    return clicks
        .answer(
            scope.principal().value(),
            filter,
            () -> filters.remove(scope, filter) ? Optional.of(removed) : Optional.empty())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private static Optional<Asked> toBeSaved(TrailQuery query) {
    return toBeSaved(query, query.text("trail"));
  }

  // Nothing that narrows nothing, and no place in the trail.
  private static Optional<Asked> toBeSaved(TrailQuery query, String trail) {
    try {
      return query
          .asked(TrailKind.ofKey(trail))
          .filter(asked -> asked.isFiltered() && asked.isNewest());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String page(WorkspaceScope scope, Model model) {
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("filters", filters.list(scope));
    model.addAttribute("maySave", SavedFilters.isFor(scope));
    model.addAttribute("longest", SavedFilters.LONGEST_NAME);
    model.addAttribute("most", SavedFilters.MOST);
    return "audit/filters";
  }
}
