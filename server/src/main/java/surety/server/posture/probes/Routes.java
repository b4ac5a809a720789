package surety.server.posture.probes;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;

/// What the running server answers, from its router's own table: the population of each probe that
/// takes all routes.
@Component
class Routes {

  private static final String MODELS = "/ai/[a-z]+/v1/[^*]+";

  private final RequestMappingHandlerMapping router;

  Routes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping router) {
    this.router = router;
  }

  /// Every route there is.
  List<Route> all() {
    List<Route> routes = new ArrayList<>();
    router
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
              for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                for (String pattern : info.getPatternValues()) {
                  routes.add(new Route(method, pattern, needed(handler.getMethod())));
                }
              }
            });
    routes.sort(Comparator.comparing(Route::toString));
    return routes;
  }

  private static Set<Permission> needed(Method handler) {
    Requires requires = handler.getAnnotation(Requires.class);
    return requires == null || requires.value().length == 0
        ? EnumSet.noneOf(Permission.class)
        : EnumSet.copyOf(List.of(requires.value()));
  }

  /// Those of the gateway to models.
  List<ModelRoute> toModels() {
    return all().stream()
        .filter(route -> route.pattern().matches(MODELS))
        .map(route -> new ModelRoute(route.method().name(), route.pattern()))
        .toList();
  }

  /// Those of the gateway that take what a model is asked.
  List<ModelRoute> asking() {
    return toModels().stream().filter(ModelRoute::asks).toList();
  }

  /// Those of the gateway whose answer is text.
  List<ModelRoute> writing() {
    return asking().stream().filter(ModelRoute::writes).toList();
  }
}
