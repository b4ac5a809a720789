package surety.server.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Refuses to start a server with a route of a workspace or of programs that declares no
/// permission, or with another route that asks for a scope.
final class RouteCheck implements SmartInitializingSingleton {

  private final RequestMappingHandlerMapping mapping;

  RouteCheck(RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<String> faults = faults(mapping.getHandlerMethods());
    if (!faults.isEmpty()) {
      throw new IllegalStateException("routes without protection: " + String.join("; ", faults));
    }
  }

  static List<String> faults(Map<RequestMappingInfo, HandlerMethod> routes) {
    return routes.entrySet().stream()
        .filter(route -> isFaulty(route.getKey().getPatternValues(), route.getValue()))
        .map(route -> route.getValue().toString())
        .sorted()
        .toList();
  }

  private static boolean isFaulty(Set<String> patterns, HandlerMethod method) {
    boolean everyInside =
        patterns.stream().allMatch(RouteCheck::isInside)
            || patterns.stream().allMatch(KeyRoutes::isOne);
    boolean anyClose =
        patterns.stream()
            .anyMatch(p -> p.equals("/w") || p.startsWith("/w/") || KeyRoutes.isOne(p));
    boolean declares = method.hasMethodAnnotation(Requires.class);
    boolean asksForScope =
        Arrays.stream(method.getMethodParameters())
            .anyMatch(parameter -> parameter.getParameterType() == WorkspaceScope.class);
    return (anyClose || declares || asksForScope) && !(everyInside && declares);
  }

  private static boolean isInside(String pattern) {
    return pattern.equals(WorkspacePath.PATTERN) || pattern.startsWith(WorkspacePath.PATTERN + "/");
  }
}
