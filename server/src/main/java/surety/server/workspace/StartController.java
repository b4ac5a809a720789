package surety.server.workspace;

import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;

/// The address of a workspace without a page: leads to the first page that the member may see.
@Controller
class StartController {

  private final List<NavigationLink> links;

  StartController(List<NavigationLink> links) {
    this.links = links.stream().sorted(Comparator.comparingInt(NavigationLink::order)).toList();
  }

  @GetMapping("/w/{workspace}")
  @Requires({})
  String start(WorkspaceScope scope) {
    return links.stream()
        .filter(link -> scope.permits(link.needed()))
        .findFirst()
        .map(link -> "redirect:/w/" + scope.workspace() + "/" + link.path())
        .orElseThrow(() -> new Refusal(Problem.FORBIDDEN));
  }
}
