package surety.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RouteCheckTest {

  @Test
  void a_route_of_a_workspace_with_a_permission_is_well() {
    assertThat(faults("/w/{workspace}/x", "declared")).isEmpty();
    assertThat(faults("/w/{workspace}", "declared")).isEmpty();
    assertThat(faults("/sessions", "open")).isEmpty();
  }

  @Test
  void a_route_of_a_workspace_without_a_permission_is_refused() {
    assertThat(faults("/w/{workspace}/x", "open")).hasSize(1);
  }

  @Test
  void a_route_that_takes_a_scope_elsewhere_is_refused() {
    assertThat(faults("/x", "scoped")).hasSize(1);
    assertThat(faults("/w/{id}/x", "declared")).hasSize(1);
    assertThat(faults("/w/**", "declared")).hasSize(1);
    assertThat(faults("/w/{workspaces}/x", "declared")).hasSize(1);
  }

  @Test
  void a_permission_outside_the_workspaces_would_be_ignored_and_is_refused() {
    assertThat(faults("/x", "declared")).hasSize(1);
  }

  @Test
  void a_route_of_programs_declares_a_permission_too() {
    assertThat(faults("/ai/x", "declared")).isEmpty();
    assertThat(faults("/mcp", "declared")).isEmpty();
    assertThat(faults("/ai/x", "open")).hasSize(1);
    assertThat(faults("/ai/x", "scoped")).hasSize(1);
  }

  private static List<String> faults(String pattern, String method) {
    HandlerMethod handler =
        Arrays.stream(Routes.class.getDeclaredMethods())
            .filter(m -> m.getName().equals(method))
            .map(m -> new HandlerMethod(new Routes(), m))
            .collect(Collectors.toList())
            .getFirst();
    return RouteCheck.faults(Map.of(RequestMappingInfo.paths(pattern).build(), handler));
  }

  static class Routes {

    @Requires(Permission.DASHBOARD_VIEW)
    String declared(WorkspaceScope scope) {
      return scope.toString();
    }

    String open() {
      return "";
    }

    String scoped(WorkspaceScope scope) {
      return scope.toString();
    }
  }
}
