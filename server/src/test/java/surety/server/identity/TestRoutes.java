package surety.server.identity;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Routes for tests: what a scope says, and failures.
@Controller
class TestRoutes {

  @GetMapping("/w/{workspace}/test/scope")
  @Requires(Permission.DASHBOARD_VIEW)
  @ResponseBody
  String scope(WorkspaceScope scope) {
    return scope.workspace() + " " + scope.principal() + " " + scope.role();
  }

  @GetMapping("/w/{workspace}/test/costs")
  @Requires(Permission.COSTS_VIEW)
  @ResponseBody
  String costs(WorkspaceScope scope) {
    return "costs";
  }

  @GetMapping("/sign-in/test/failure")
  @ResponseBody
  String fail() {
    throw new IllegalStateException("the inner cause");
  }
}
