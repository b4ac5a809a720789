package surety.server.posture.probes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.posture.probe.Canaries.Canary;

/// The routes that the running server answers, from its own router.
final class Routes {

  private static final String WORKSPACE = "/w/{workspace}";
  private static final Pattern VARIABLE = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");

  private Routes() {}

  /// One of them.
  record Route(String method, String pattern) {

    boolean isRead() {
      return method.equals("GET");
    }

    boolean isInWorkspace() {
      return pattern.startsWith(WORKSPACE);
    }

    /// Its path with this workspace and connection; nothing has the other ids.
    String path(Canary canary, UUID connection) {
      return path(canary, connection, UUID.randomUUID());
    }

    String path(Canary canary, UUID connection, UUID other) {
      String own =
          pattern
              .replace("{workspace}", canary.workspace().toString())
              .replace("{connection}", connection.toString())
              .replace("{table}", "revenue");
      return VARIABLE.matcher(own).replaceAll(other.toString());
    }

    @Override
    public String toString() {
      return method + " " + pattern;
    }
  }

  static List<Route> of(RequestMappingHandlerMapping router) {
    List<Route> routes = new ArrayList<>();
    router
        .getHandlerMethods()
        .forEach(
            (info, _) -> {
              Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
              for (String pattern : info.getPatternValues()) {
                if (methods.isEmpty()) {
                  routes.add(new Route("GET", pattern));
                }
                methods.forEach(method -> routes.add(new Route(method.name(), pattern)));
              }
            });
    routes.sort(Comparator.comparing(Route::toString));
    return routes;
  }
}
