package surety.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import surety.server.audit.Trail.Export;
import surety.server.audit.TrailQuery.Asked;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Accessor;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security: the two audit trails as pages and as files.
@Controller
@RequestMapping("/w/{workspace}/security")
class TrailController {

  private final Trail trail;
  private final Retention retention;
  private final ObjectProvider<ConnectionNames> connections;

  TrailController(Trail trail, Retention retention, ObjectProvider<ConnectionNames> connections) {
    this.trail = trail;
    this.retention = retention;
    this.connections = connections;
  }

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String accesses(
      WorkspaceScope scope, TrailQuery query, Model model, HttpServletResponse response) {
    model.addAttribute("connections", connectionNames(scope));
    return show(
        scope,
        query,
        model,
        response,
        "access",
        asked -> trail.accesses(scope, asked.filter(), asked.after()));
  }

  @GetMapping("/changes")
  @Requires(Permission.AUDIT_VIEW)
  String changes(
      WorkspaceScope scope, TrailQuery query, Model model, HttpServletResponse response) {
    return show(
        scope,
        query,
        model,
        response,
        "changes",
        asked -> trail.changes(scope, asked.filter(), asked.after()));
  }

  @GetMapping("/access.csv")
  @Requires(Permission.AUDIT_VIEW)
  void accessFile(WorkspaceScope scope, TrailQuery query, HttpServletResponse response)
      throws IOException {
    send("access-trail.csv", trail.exportAccesses(scope, understood(query)), response);
  }

  @GetMapping("/changes.csv")
  @Requires(Permission.AUDIT_VIEW)
  void changeFile(WorkspaceScope scope, TrailQuery query, HttpServletResponse response)
      throws IOException {
    send("change-trail.csv", trail.exportChanges(scope, understood(query)), response);
  }

  private String show(
      WorkspaceScope scope,
      TrailQuery query,
      Model model,
      HttpServletResponse response,
      String tab,
      Function<Asked, TrailPage<? extends TrailEntry>> read) {
    Optional<Asked> asked = query.asked();
    if (asked.isEmpty()) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
    }
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("keptDays", retention.days(scope));
    model.addAttribute("accessors", Accessor.values());
    model.addAttribute("view", asked.map(a -> TrailView.of(a, read.apply(a))).orElse(null));
    return "audit/" + tab;
  }

  private static TrailFilter understood(TrailQuery query) {
    return query.asked().map(Asked::filter).orElseThrow(() -> new Refusal(Problem.MALFORMED));
  }

  // The export is recorded by now, and the status can no more be changed once the first row is
  // sent: what fails later cuts the file off and the connection with it. Closing the writer would
  // end the answer in order, and what is there would look like the whole trail.
  private static void send(String name, Export export, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    export.writeTo(out);
    out.flush();
  }

  private Map<UUID, String> connectionNames(WorkspaceScope scope) {
    ConnectionNames names = connections.getIfAvailable();
    return names == null ? Map.of() : names.of(scope);
  }
}
