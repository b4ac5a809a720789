package surety.server.posture.probes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Permission;

/// One address that the server answers, from the router's own table.
///
/// @param needed what its handler declares to need
record Route(RequestMethod method, String pattern, Set<Permission> needed) {

  private static final Pattern VARIABLE = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");
  private static final Pattern CHANGING =
      Pattern.compile("name=\"_csrf\" value=\"[^\"]*\"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

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

  /// The address with this workspace and connection; nothing has the other ids.
  String path(Canary canary, UUID connection) {
    return VARIABLE
        .matcher(
            pattern
                .replace("{workspace}", canary.workspace().toString())
                .replace("{connection}", connection.toString())
                .replace("{table}", "revenue"))
        .replaceAll(UUID.randomUUID().toString());
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
