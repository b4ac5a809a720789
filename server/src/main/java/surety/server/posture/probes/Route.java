package surety.server.posture.probes;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;

/// One address that the server answers, from the router's own table.
///
/// @param needed what its handler declares to need
record Route(RequestMethod method, String pattern, Set<Permission> needed) {

  private static final Pattern VARIABLE = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");
  private static final Pattern CHANGING =
      Pattern.compile("name=\"_csrf\" value=\"[^\"]*\"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /// Every route there is.
  static List<Route> all(RequestMappingHandlerMapping router) {
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

  boolean inWorkspace() {
    return pattern.startsWith("/w/{workspace}");
  }

  boolean reads() {
    return method == RequestMethod.GET;
  }

  /// Whether the address names an object besides the workspace.
  boolean namesObject() {
    return VARIABLE.matcher(pattern.replace("{workspace}", "")).find();
  }

  /// The address with this workspace and this value for each other variable.
  String path(Object workspace, Object object) {
    String path = pattern.replace("{workspace}", workspace.toString());
    return VARIABLE.matcher(path).replaceAll(Matcher.quoteReplacement(object.toString()));
  }

  /// Asks it as a page would: a read, or a form with these fields.
  Page ask(TargetBrowser browser, Object workspace, Object object, Map<String, String> form) {
    String path = path(workspace, object);
    return reads() ? browser.get(path) : browser.post(path, form);
  }

  /// What a browser can tell two answers apart by.
  static Map<String, String> visible(Page page) {
    Map<String, String> parts = new TreeMap<>();
    page.headers()
        .map()
        .forEach(
            (name, values) ->
                parts.put(name.toLowerCase(java.util.Locale.ROOT), values.toString()));
    for (String changing :
        List.of("date", "set-cookie", "content-length", "connection", "keep-alive")) {
      parts.remove(changing);
    }
    parts.put("status", Integer.toString(page.status()));
    parts.put("body", CHANGING.matcher(page.text()).replaceAll(""));
    return parts;
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
