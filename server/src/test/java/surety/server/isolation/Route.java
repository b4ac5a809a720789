package surety.server.isolation;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.identity.TestBrowser;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;

/// One address that the running server answers, and what its handler declares to need.
record Route(RequestMethod method, String pattern, Set<Permission> needed) {

  private static final Pattern VARIABLE = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");

  /// Every route of the server.
  static List<Route> of(RequestMappingHandlerMapping mapping) {
    List<Route> routes = new ArrayList<>();
    mapping
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              var methods = info.getMethodsCondition().getMethods();
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

  boolean inWorkspace() {
    return pattern.startsWith("/w/{workspace}");
  }

  /// Whether the address names an object besides the workspace.
  boolean namesObject() {
    return VARIABLE.matcher(pattern.replace("{workspace}", "")).find();
  }

  /// Asks it with this workspace and this value for each other variable.
  TestBrowser.Answer ask(TestBrowser browser, Object workspace, Object object) {
    return ask(browser, workspace, object, method.name());
  }

  /// The same with another method.
  TestBrowser.Answer ask(TestBrowser browser, Object workspace, Object object, String verb) {
    String path = pattern.replace("{workspace}", workspace.toString());
    path = VARIABLE.matcher(path).replaceAll(object.toString());
    return switch (verb) {
      case "GET" -> browser.get(path);
      case "POST" ->
          browser.post(path, "role", "REP", "lines", "", "label", "x", "connector", connector());
      default -> browser.method(verb, path);
    };
  }

  private String connector() {
    return pattern.endsWith("/consent") ? "quickbooks" : "harvest";
  }

  /// What a browser can tell two answers apart by.
  static Map<String, Object> visible(TestBrowser.Answer answer) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("status", answer.status());
    parts.put("body", answer.stableBody());
    answer.headers().forEach(parts::put);
    // `connection` tells how many requests the connection has served.
    for (String changing : List.of("date", "set-cookie", "content-length", "connection")) {
      parts.remove(changing);
    }
    return parts;
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
