package surety.server.identity;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Routes of programs, for tests: what the scope of a key says.
@Controller
class TestKeyRoutes {

  @GetMapping("/ai/test/scope")
  @Requires(Permission.AI_USE)
  @ResponseBody
  String scope(WorkspaceScope scope) {
    return scope.workspace() + " " + scope.accessor() + " " + scope.permissions();
  }

  @PostMapping("/ai/test/post")
  @Requires(Permission.AI_USE)
  @ResponseBody
  String post(WorkspaceScope scope) {
    return scope.workspace().toString();
  }

  @GetMapping("/ai/test/costs")
  @Requires(Permission.COSTS_VIEW)
  @ResponseBody
  String costs(WorkspaceScope scope) {
    return "costs";
  }
}
