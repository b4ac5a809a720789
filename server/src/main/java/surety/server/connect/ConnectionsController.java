package surety.server.connect;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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
import surety.server.vault.CredentialUnavailable;
import surety.server.vault.CredentialVault;
import surety.server.vault.SecretAges;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceScope;

/// Settings → Connections: the list, and one connection.
@Controller
@RequestMapping("/w/{workspace}/connections")
class ConnectionsController {

  private static final Map<String, String> DONE =
      Map.of(
          "connected", "Connected. Figures are read from here from now on.",
          "precedence", "Kept. The figures are read again by this rule.",
          "tested", "Tested just now.",
          "rotated", "The new credential is in use, and the former one is gone from here.",
          "consented", "The new consent is in use, and the former tokens are gone from here.",
          "removed", "Disconnected. The credential and the figures in memory are gone.",
          "revoked",
              "Disconnected. The vendor ended the consent; tokens and figures in memory are gone.",
          "unrevoked",
              "Disconnected. Tokens and figures in memory are gone from here, but the vendor did"
                  + " not say that it ended the consent: remove this app there too.");

  private final Connections connections;
  private final ConnectionSetup setup;
  private final ConnectionTest tests;
  private final Connectors connectors;
  private final CredentialVault vault;
  private final SecretAges ages;
  private final Grants grants;
  private final Revocations revocations;
  private final Precedences precedences;

  ConnectionsController(
      Connections connections,
      ConnectionSetup setup,
      ConnectionTest tests,
      Connectors connectors,
      CredentialVault vault,
      SecretAges ages,
      Grants grants,
      Revocations revocations,
      Precedences precedences) {
    this.connections = connections;
    this.setup = setup;
    this.tests = tests;
    this.connectors = connectors;
    this.vault = vault;
    this.ages = ages;
    this.grants = grants;
    this.revocations = revocations;
    this.precedences = precedences;
  }

  @GetMapping
  @Requires(Permission.CONNECTIONS_VIEW)
  String list(WorkspaceScope scope, @RequestParam(defaultValue = "") String done, Model model) {
    model.addAttribute("done", DONE.get(done));
    return listPage(scope, model);
  }

  private String listPage(WorkspaceScope scope, Model model) {
    List<ConnectionView> views = connections.list(scope).stream().map(this::view).toList();
    model.addAttribute("connections", views);
    model.addAttribute("overlaps", OverlapView.of(connections.precedence(scope)));
    boolean manage = scope.permits(Permission.CONNECTIONS_MANAGE);
    model.addAttribute("manage", manage);
    model.addAttribute("receipts", manage ? receipts(scope) : List.of());
    return "connect/connections";
  }

  @PostMapping("/precedence")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String precedence(
      WorkspaceScope scope,
      @RequestParam Map<String, String> submitted,
      HttpServletResponse response,
      Model model) {
    Optional<String> refused = precedences.choose(scope, submitted);
    if (refused.isPresent()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("refused", refused.get());
      return listPage(scope, model);
    }
    return "redirect:/w/" + scope.workspace() + "/connections?done=precedence";
  }

  @GetMapping("/{connection}")
  @Requires(Permission.CONNECTIONS_VIEW)
  String one(
      WorkspaceScope scope,
      @PathVariable UUID connection,
      @RequestParam(defaultValue = "") String done,
      Model model) {
    model.addAttribute("done", DONE.get(done));
    return page(scope, found(scope, connection), model);
  }

  @PostMapping("/{connection}/test")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String test(
      WorkspaceScope scope,
      @PathVariable UUID connection,
      HttpServletResponse response,
      Model model) {
    Connection found = found(scope, connection);
    try {
      tests.again(scope, found, plan(found));
    } catch (CredentialUnavailable e) {
      String why = FetchReport.Reason.CREDENTIAL_UNAVAILABLE.sentence();
      return refused(scope, found, why, response, model);
    }
    return back(scope, connection, "tested");
  }

  @PostMapping("/{connection}/rotate")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String rotate(
      WorkspaceScope scope,
      @PathVariable UUID connection,
      @RequestParam Map<String, String> submitted,
      HttpServletResponse response,
      Model model) {
    Connection found = found(scope, connection);
    if (plan(found).oauth().isPresent()) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    ConnectorForm form = ConnectorForm.of(plan(found), submitted);
    Map<String, String> errors = form.credentialErrors();
    if (!errors.isEmpty()) {
      model.addAttribute("errors", errors);
      return refused(scope, found, "Nothing was changed.", response, model);
    }
    return switch (setup.rotate(scope, found, form)) {
      case Setup.Done _ -> back(scope, connection, "rotated");
      case Setup.Obstructed(var reason) ->
          refused(scope, found, reason.sentence() + " Nothing was changed.", response, model);
      case Setup.AlreadyConnected _, Setup.TooMany _, Setup.Unknown _ ->
          throw new Refusal(Problem.NOT_FOUND);
    };
  }

  @PostMapping("/{connection}/remove")
  @Requires(Permission.CONNECTIONS_MANAGE)
  String remove(WorkspaceScope scope, @PathVariable UUID connection) {
    var revocation = revocations.revoke(scope, found(scope, connection));
    if (!setup.remove(scope, connection, revocation)) {
      throw new Refusal(Problem.NOT_FOUND);
    }
    String done =
        switch (revocation.outcome()) {
          case NO_CONSENT -> "removed";
          case DONE -> "revoked";
          case NOT_OFFERED, FAILED -> "unrevoked";
        };
    return "redirect:/w/" + scope.workspace() + "/connections?done=" + done;
  }

  private String refused(
      WorkspaceScope scope,
      Connection connection,
      String why,
      HttpServletResponse response,
      Model model) {
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    model.addAttribute("refused", why);
    return page(scope, connection, model);
  }

  private String page(WorkspaceScope scope, Connection connection, Model model) {
    model.asMap().putIfAbsent("errors", Map.of());
    model.addAttribute("connection", view(connection));
    vault
        .describe(scope, connection.credential())
        .map(ages::of)
        .ifPresent(age -> model.addAttribute("credential", age));
    model.addAttribute("manage", scope.permits(Permission.CONNECTIONS_MANAGE));
    model.addAttribute(
        "fields",
        connectors
            .find(connection.connector())
            .map(ConnectorPlan::credentialForm)
            .orElse(List.of()));
    model.addAttribute("values", connection.settings());
    model.addAttribute("grant", grants.find(scope.workspace(), connection.id()).orElse(null));
    return "connect/connection";
  }

  private ConnectionView view(Connection connection) {
    return ConnectionView.of(
        connection, connectors.find(connection.connector()), connections.quota(connection));
  }

  private List<ReceiptLine> receipts(WorkspaceScope scope) {
    return connections.receipts(scope).stream()
        .map(receipt -> receipt.of(connectors.find(receipt.system()).map(ConnectorPlan::name)))
        .toList();
  }

  private Connection found(WorkspaceScope scope, UUID id) {
    return connections.find(scope, id).orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  private ConnectorPlan plan(Connection connection) {
    return connectors
        .find(connection.connector())
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND));
  }

  static String back(WorkspaceScope scope, UUID connection, String done) {
    return "redirect:/w/" + scope.workspace() + "/connections/" + connection + "?done=" + done;
  }
}
