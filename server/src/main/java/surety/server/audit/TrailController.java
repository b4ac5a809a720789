package surety.server.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.audit.Trail.Export;
import surety.server.audit.TrailQuery.Asked;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings, Security: the two audit trails as pages and as files.
@Controller
@RequestMapping("/w/{workspace}/security")
class TrailController {

  private final Trail trail;
  private final TrailChoices choices;
  private final Retention retention;

  TrailController(Trail trail, TrailChoices choices, Retention retention) {
    this.trail = trail;
    this.choices = choices;
    this.retention = retention;
  }

  @GetMapping
  @Requires(Permission.AUDIT_VIEW)
  String accesses(
      WorkspaceScope scope,
      @RequestParam MultiValueMap<String, String> parameters,
      Model model,
      HttpServletResponse response) {
    var query = TrailQuery.of(parameters);
    Optional<Asked> asked = query.asked(TrailKind.ACCESS);
    Map<UUID, String> names = trail.connections(scope);
    String connection = asked.isPresent() ? query.text("connection") : "";
    model.addAttribute("connections", names);
    model.addAttribute("connectionChoices", TrailChoices.connections(names, connection));
    model.addAttribute("actions", TrailChoices.actions());
    model.addAttribute("outcomes", TrailChoices.outcomes());
    show(scope, query, asked, a -> trail.accesses(scope, a.filter(), a.after()), model, response);
    return "audit/access";
  }

  @GetMapping("/changes")
  @Requires(Permission.AUDIT_VIEW)
  String changes(
      WorkspaceScope scope,
      @RequestParam MultiValueMap<String, String> parameters,
      Model model,
      HttpServletResponse response) {
    var query = TrailQuery.of(parameters);
    Optional<Asked> asked = query.asked(TrailKind.CHANGES);
    String table = asked.isPresent() ? query.text("table") : "";
    model.addAttribute("tables", choices.tables(scope, table));
    model.addAttribute("operations", TrailChoices.operations());
    show(scope, query, asked, a -> trail.changes(scope, a.filter(), a.after()), model, response);
    return "audit/changes";
  }

  @GetMapping("/access.csv")
  @Requires(Permission.AUDIT_VIEW)
  void accessFile(
      WorkspaceScope scope,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    TrailFilter filter = understood(parameters, TrailKind.ACCESS);
    send("access-trail.csv", trail.exportAccesses(scope, filter), response);
  }

  @GetMapping("/changes.csv")
  @Requires(Permission.AUDIT_VIEW)
  void changeFile(
      WorkspaceScope scope,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletResponse response)
      throws IOException {
    TrailFilter filter = understood(parameters, TrailKind.CHANGES);
    send("change-trail.csv", trail.exportChanges(scope, filter), response);
  }

  private void show(
      WorkspaceScope scope,
      TrailQuery query,
      Optional<Asked> asked,
      Function<Asked, TrailPage<? extends TrailEntry>> read,
      Model model,
      HttpServletResponse response) {
    if (asked.isEmpty()) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
    }
    Optional<TrailView> view = asked.map(a -> TrailView.of(a, read.apply(a)));
    List<? extends TrailEntry> entries = view.map(TrailView::entries).orElse(List.of());
    String member = asked.isPresent() ? query.text("member") : "";
    model.addAttribute("base", "/w/" + scope.workspace() + "/security");
    model.addAttribute("query", query);
    model.addAttribute("keptDays", retention.days(scope));
    model.addAttribute("accessors", TrailChoices.accessors());
    model.addAttribute("principals", choices.principals(scope, entries, member));
    model.addAttribute("view", view.orElse(null));
  }

  private static TrailFilter understood(MultiValueMap<String, String> parameters, TrailKind kind) {
    return TrailQuery.of(parameters)
        .asked(kind)
        .map(Asked::filter)
        .orElseThrow(() -> new Refusal(Problem.MALFORMED));
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
}
