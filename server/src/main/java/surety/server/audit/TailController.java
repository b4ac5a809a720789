package surety.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.audit.Tail.Seen;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security, Live: new entries as they come.
@Controller
@RequestMapping("/w/{workspace}/security/tail")
class TailController {

  private final Tail tail;
  private final Trail trail;

  TailController(Tail tail, Trail trail) {
    this.tail = tail;
    this.trail = trail;
  }

  /// The page. Without script it shows one moment, and its link looks again under the same entry.
  ///
  /// @param entry the place of the entry that stands for this look; a new one is made without it
  /// @param paused whether the page shall not look again by itself
  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String page(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String entry,
      @RequestParam(defaultValue = "") String paused,
      Model model) {
    Seen seen =
        TrailPosition.parse(entry)
            .flatMap(place -> tail.goOn(scope, place))
            .orElseGet(() -> tail.begin(scope));
    show(scope, seen, "", model);
    model.addAttribute("paused", !paused.isEmpty());
    return "audit/tail";
  }

  /// What is new, as a part of that page; no content while nothing is.
  @GetMapping("/entries")
  @Requires(Permission.AUDIT_VIEW)
  @Nullable String entries(
      WorkspaceScope scope,
      @RequestParam(defaultValue = "") String entry,
      @RequestParam(defaultValue = "") String mark,
      Model model,
      HttpServletResponse response) {
    Optional<Seen> seen = TrailPosition.parse(entry).flatMap(place -> tail.goOn(scope, place));
    if (seen.isPresent() && seen.get().mark().equals(mark) && isOf(seen.get(), entry)) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
      return null;
    }
    model.addAttribute("over", seen.isEmpty());
    show(scope, seen.orElse(null), mark, model);
    return "audit/tail :: news";
  }

  private static boolean isOf(Seen seen, String entry) {
    return seen.entry().text().equals(entry);
  }

  private void show(WorkspaceScope scope, @Nullable Seen seen, String mark, Model model) {
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("minutes", Tail.STANDS.toMinutes());
    model.addAttribute("parts", Tail.MOST_PARTS);
    model.addAttribute("most", Tail.SHOWN);
    if (seen != null) {
      model.addAttribute("connections", trail.connections(scope));
      model.addAttribute("entry", seen.entry().text());
      model.addAttribute("mark", seen.mark());
      model.addAttribute("entries", seen.entries());
      model.addAttribute("news", mark.isEmpty() ? 0 : seen.since(mark));
    }
  }
}
