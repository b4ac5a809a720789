package surety.server.connect;

import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.FormField;
import surety.server.platform.Ids;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings → Connections → Connect: choose a vendor, fill in its form, try it, connect.
@Controller
@RequestMapping("/w/{workspace}/connections")
class NewConnectionController {

  private final ConnectionSetup setup;
  private final ConnectionTest tests;
  private final Connectors connectors;
  private final AuthorizationServers servers;

  NewConnectionController(
      ConnectionSetup setup,
      ConnectionTest tests,
      Connectors connectors,
      AuthorizationServers servers) {
    this.setup = setup;
    this.tests = tests;
    this.connectors = connectors;
    this.servers = servers;
  }

  @GetMapping("/new")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String form(
      WorkspaceScope scope, @RequestParam(defaultValue = "") String connector, Model model) {
    if (connector.isEmpty()) {
      model.addAttribute("connectors", connectors.offered());
      return "connect/choose";
    }
    ConnectorPlan plan = plan(connector);
    return page(plan, initial(plan), model);
  }

  @PostMapping
  @Requires(Permission.CONNECTIONS_MANAGE)
  String connect(
      WorkspaceScope scope,
      @RequestParam Map<String, String> submitted,
      HttpServletResponse response,
      Model model) {
    ConnectorForm form = submitted(submitted);
    if (!form.errors().isEmpty()) {
      return refused(form, form.errors(), null, response, model);
    }
    return switch (setup.connect(scope, form)) {
      case Setup.Done(var id) -> ConnectionsController.back(scope, id, "connected");
      case Setup.Obstructed(var reason) ->
          refused(form, Map.of(), reason.sentence() + " Nothing was saved.", response, model);
      case Setup.AlreadyConnected _ ->
          refused(form, Map.of(), "This account is connected already.", response, model);
      case Setup.TooMany _ ->
          refused(form, Map.of(), "This workspace has 50 connections already.", response, model);
      case Setup.Unknown _ -> throw new Refusal(Problem.NOT_FOUND);
    };
  }

  /// Tries what was entered. The page that comes back does not hold the secrets; with htmx only the
  /// result is exchanged, so that they stay in the browser's form.
  @PostMapping("/test")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String test(
      WorkspaceScope scope,
      @RequestParam Map<String, String> submitted,
      @RequestHeader(name = "HX-Request", defaultValue = "") String htmx,
      HttpServletResponse response,
      Model model) {
    ConnectorForm form = submitted(submitted);
    boolean part = htmx.equals("true");
    if (!form.errors().isEmpty()) {
      // htmx shows nothing of an answer that is an error.
      return part ? invalidPart(form, model) : refused(form, form.errors(), null, response, model);
    }
    Coverage coverage = tests.unsaved(scope, Ids.next(), form);
    model.addAttribute("coverage", CoverageLine.of(coverage));
    model.addAttribute(
        "obstacle", coverage.obstacle().map(FetchReport.Reason::sentence).orElse(null));
    return part ? "connect/new :: tested" : page(form.connector(), shown(form), model);
  }

  private static String invalidPart(ConnectorForm form, Model model) {
    model.addAttribute("obstacle", String.join(" ", form.errors().values()));
    return "connect/new :: tested";
  }

  private ConnectorForm submitted(Map<String, String> submitted) {
    ConnectorPlan plan = plan(submitted.getOrDefault("connector", ""));
    if (plan.oauth().isPresent()) {
      // Its credential comes from a consent and from nowhere else.
      throw new Refusal(Problem.NOT_FOUND);
    }
    return ConnectorForm.of(plan, submitted);
  }

  private ConnectorPlan plan(String id) {
    return connectors.find(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  String refused(
      ConnectorForm form,
      Map<String, String> errors,
      @Nullable String why,
      HttpServletResponse response,
      Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("errors", errors);
    model.addAttribute("refused", why);
    return page(form.connector(), shown(form), model);
  }

  private String page(ConnectorPlan connector, Map<String, String> values, Model model) {
    model.addAttribute("connector", connector);
    model.addAttribute("values", values);
    model.asMap().putIfAbsent("errors", Map.of());
    connector.oauth().ifPresent(oauth -> model.addAttribute("scopes", oauth.scopes()));
    model.addAttribute("registered", servers.isRegistered(connector));
    model.addAttribute("redirect", servers.redirect());
    model.addAttribute("variable", AuthorizationServers.variable(connector.id()));
    return "connect/new";
  }

  private static Map<String, String> initial(ConnectorPlan plan) {
    Map<String, String> values = new HashMap<>();
    values.put("label", plan.name());
    plan.form().stream()
        .filter(field -> !field.secret())
        .forEach(field -> values.put(field.name(), field.initial()));
    return values;
  }

  // Secrets are never sent back.
  private static Map<String, String> shown(ConnectorForm form) {
    Map<String, String> values = new LinkedHashMap<>(form.values());
    form.connector().form().stream()
        .filter(FormField::secret)
        .forEach(field -> values.remove(field.name()));
    values.put("label", form.label());
    return values;
  }
}
