package surety.server.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.platform.Problem;
import surety.server.platform.Refusal;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.Visitor;
import surety.server.workspace.WorkspaceScope;

/// The way to a vendor's consent and back.
@Controller
@RequestMapping("/w/{workspace}/connections")
class ConsentController {

  private final Consents consents;
  private final Connections connections;
  private final Connectors connectors;
  private final NewConnectionController forms;

  ConsentController(
      Consents consents,
      Connections connections,
      Connectors connectors,
      NewConnectionController forms) {
    this.consents = consents;
    this.connections = connections;
    this.connectors = connectors;
    this.forms = forms;
  }

  /// Shows where to go for the consent. Not a redirect: a form of this server leads to this server
  /// alone.
  @PostMapping("/consent")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String begin(
      WorkspaceScope scope,
      @RequestParam Map<String, String> submitted,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    ConnectorForm form = ConnectorForm.of(plan(submitted.getOrDefault("connector", "")), submitted);
    return form.errors().isEmpty()
        ? go(scope, form, Optional.empty(), request, response, model)
        : forms.refused(form, form.errors(), null, response, model);
  }

  /// The same for a connection that needs new tokens. One that has no consent is shown as it is.
  @PostMapping("/{connection}/consent")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String again(
      WorkspaceScope scope,
      @PathVariable UUID connection,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Connection found =
        connections.find(scope, connection).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
    Optional<ConnectorPlan> plan = consented(found.connector());
    if (plan.isEmpty()) {
      return "redirect:/w/" + scope.workspace() + "/connections/" + connection;
    }
    ConnectorForm form =
        ConnectorForm.consented(plan.get(), found.label(), found.settings(), Map.of());
    return go(scope, form, Optional.of(connection), request, response, model);
  }

  private String go(
      WorkspaceScope scope,
      ConnectorForm form,
      Optional<UUID> connection,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Optional<URI> place = consents.begin(scope, session(request), form, connection);
    if (place.isEmpty()) {
      // The page says what the operator has to do first.
      return forms.refused(form, Map.of(), null, response, model);
    }
    URI consent = place.get();
    model.addAttribute("connector", form.connector());
    form.connector().oauth().ifPresent(oauth -> model.addAttribute("scopes", oauth.scopes()));
    model.addAttribute("consent", consent.toString());
    model.addAttribute("host", consent.getHost());
    return "connect/consent";
  }

  @GetMapping("/callback")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String callback(
      WorkspaceScope scope,
      @RequestParam Map<String, String> told,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return switch (consents.finish(scope, session(request), told)) {
      case ConsentEnd.Connected(UUID id, boolean again) ->
          ConnectionsController.back(scope, id, again ? "consented" : "connected");
      case ConsentEnd.Failed failed -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("vendor", failed.vendor());
        model.addAttribute("title", failed.why().title());
        model.addAttribute("remedy", failed.why().remedy());
        model.addAttribute("accounts", failed.accounts());
        yield "connect/consent-failed";
      }
    };
  }

  private ConnectorPlan plan(String id) {
    return consented(id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private Optional<ConnectorPlan> consented(String id) {
    return connectors.find(id).filter(plan -> plan.oauth().isPresent());
  }

  private static String session(HttpServletRequest request) {
    return Visitor.of(request)
        .map(Visitor::session)
        .orElseThrow(() -> new Refusal(Problem.SIGNED_OUT));
  }
}
