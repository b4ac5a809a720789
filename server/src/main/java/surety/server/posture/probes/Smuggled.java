package surety.server.posture.probes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A workspace's id in every place of a request that some server somewhere believes.
final class Smuggled {

  private static final List<String> NAMES =
      List.of("workspace", "workspaceId", "workspace_id", "tenant", "tenantId", "org", "account");
  private static final List<String> HEADERS =
      List.of(
          "X-Workspace",
          "X-Workspace-Id",
          "X-Tenant",
          "X-Tenant-Id",
          "X-Org-Id",
          "X-Account-Id",
          "X-Surety-Workspace",
          "X-Impersonate",
          "X-Forwarded-User",
          "X-Remote-User",
          "X-Accessor");
  private static final List<String> PATH_HEADERS =
      List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-Forwarded-Uri");

  private Smuggled() {}

  /// As headers and cookies.
  static Map<String, String> headers(Object workspace) {
    Map<String, String> headers = new LinkedHashMap<>();
    HEADERS.forEach(name -> headers.put(name, workspace.toString()));
    PATH_HEADERS.forEach(name -> headers.put(name, "/w/" + workspace + "/settings"));
    headers.put(
        "Cookie",
        NAMES.stream().map(name -> name + "=" + workspace).collect(Collectors.joining("; ")));
    return headers;
  }

  /// As a query.
  static String query(Object workspace) {
    return "?"
        + NAMES.stream().map(name -> name + "=" + workspace).collect(Collectors.joining("&"));
  }

  /// As fields of a form.
  static Map<String, String> form(Object workspace) {
    Map<String, String> form = new LinkedHashMap<>();
    NAMES.forEach(name -> form.put(name, workspace.toString()));
    return form;
  }
}
