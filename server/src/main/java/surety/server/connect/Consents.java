package surety.server.connect;

import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import surety.server.connect.ConsentEnd.Failed;
import surety.server.connect.ConsentEnd.Why;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.OAuthPlan;
import surety.server.connect.engine.OAuthPlan.Capture;
import surety.server.connect.oauth.AuthorizationServer;
import surety.server.connect.oauth.ConsentState;
import surety.server.connect.oauth.TokenResult;
import surety.server.connect.oauth.Tokens;
import surety.server.platform.Ids;
import surety.server.platform.Token;
import surety.server.vault.CredentialKind;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Sends members to a vendor for their consent, and turns what they come back with into a
/// connection.
@Service
class Consents {

  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]{1,4000}");

  private final WorkspaceDatabase database;
  private final Connectors connectors;
  private final AuthorizationServers servers;
  private final ConnectionSetup setup;
  private final Connections connections;
  private final Grants grants;
  private final ConsentedAccounts accounts;
  private final SecureRandom random = new SecureRandom();

  Consents(
      WorkspaceDatabase database,
      Connectors connectors,
      AuthorizationServers servers,
      ConnectionSetup setup,
      Connections connections,
      Grants grants,
      ConsentedAccounts accounts) {
    this.database = database;
    this.connectors = connectors;
    this.servers = servers;
    this.setup = setup;
    this.connections = connections;
    this.grants = grants;
    this.accounts = accounts;
  }

  /// Begins a consent.
  ///
  /// @param session of the member
  /// @param form without errors
  /// @param connection that is to get new tokens; empty for a new one
  /// @return where the member goes; empty if the operator has registered no app
  Optional<URI> begin(
      WorkspaceScope scope, String session, ConnectorForm form, Optional<UUID> connection) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    Map<String, String> settings = form.settings();
    return servers
        .of(form.connector(), settings)
        .map(
            server -> {
              ConsentState state =
                  new ConsentState(scope.workspace(), Ids.next(), Token.random(random));
              ConsentRows.Row row =
                  new ConsentRows.Row(
                      state.id(),
                      state.hash(),
                      ConsentState.hashOf(session),
                      scope.principal().value(),
                      form.connector().id(),
                      form.label(),
                      settings,
                      connection.orElse(null),
                      false);
              database.write(
                  scope,
                  client -> {
                    new ConsentRows(client, scope.workspace()).insert(row);
                    return true;
                  });
              return server.consent(state, state.verifier(session));
            });
  }

  /// Ends a consent, whatever it came to. The same state is not accepted twice.
  ///
  /// @param told the parameters that the browser came back with
  ConsentEnd finish(WorkspaceScope scope, String session, Map<String, String> told) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    Optional<ConsentState> state =
        ConsentState.parse(told.getOrDefault("state", ""))
            .filter(it -> it.workspace().equals(scope.workspace()));
    Optional<ConsentRows.Row> row = state.flatMap(it -> take(scope, it));
    Optional<ConnectorPlan> plan = row.flatMap(it -> connectors.find(it.connector()));
    if (state.isEmpty() || row.isEmpty() || plan.isEmpty()) {
      return new Failed(Why.UNKNOWN, "The vendor");
    }
    return refused(scope, session, row.get(), told)
        .<ConsentEnd>map(why -> new Failed(why, plan.get().name()))
        .orElseGet(
            () -> redeemed(scope, plan.get(), row.get(), state.get().verifier(session), told));
  }

  // Compared in constant time, after the row was found by what is no secret.
  private Optional<ConsentRows.Row> take(WorkspaceScope scope, ConsentState state) {
    return database
        .write(scope, client -> new ConsentRows(client, scope.workspace()).take(state.id()))
        .filter(row -> MessageDigest.isEqual(row.secretHash(), state.hash()));
  }

  private static Optional<Why> refused(
      WorkspaceScope scope, String session, ConsentRows.Row row, Map<String, String> told) {
    boolean same =
        MessageDigest.isEqual(row.sessionHash(), ConsentState.hashOf(session))
            && row.member().equals(scope.principal().value());
    if (!same) {
      return Optional.of(Why.OTHER_BROWSER);
    }
    if (row.expired()) {
      return Optional.of(Why.EXPIRED);
    }
    if (told.containsKey("error")) {
      boolean denied = told.getOrDefault("error", "").equals("access_denied");
      return Optional.of(denied ? Why.DENIED : Why.ENDED_BY_VENDOR);
    }
    return CODE.matcher(told.getOrDefault("code", "")).matches()
        ? Optional.empty()
        : Optional.of(Why.NO_CODE);
  }

  private ConsentEnd redeemed(
      WorkspaceScope scope,
      ConnectorPlan plan,
      ConsentRows.Row row,
      String verifier,
      Map<String, String> told) {
    Optional<AuthorizationServer> server = servers.of(plan, row.settings());
    if (server.isEmpty()) {
      return new Failed(Why.APP_REFUSED, plan.name());
    }
    return switch (server.get().redeem(told.getOrDefault("code", ""), verifier)) {
      case TokenResult.Unanswered _ -> new Failed(Why.NOT_REACHED, plan.name());
      case TokenResult.Refused refusal ->
          new Failed(refusal.isInvalidGrant() ? Why.CODE_REFUSED : Why.APP_REFUSED, plan.name());
      case TokenResult.Granted(Tokens tokens) when tokens.refresh().isEmpty() ->
          new Failed(Why.NO_REFRESH_TOKEN, plan.name());
      case TokenResult.Granted(Tokens tokens) ->
          connected(scope, plan, row, server.get(), tokens, told);
    };
  }

  private ConsentEnd connected(
      WorkspaceScope scope,
      ConnectorPlan plan,
      ConsentRows.Row row,
      AuthorizationServer server,
      Tokens tokens,
      Map<String, String> told) {
    Map<String, String> more = new LinkedHashMap<>();
    more.put(OAuthPlan.ACCESS_TOKEN, tokens.access());
    Optional<Capture> capture = plan.oauth().flatMap(OAuthPlan::capture);
    if (capture.isPresent()) {
      FormFieldValue account = account(plan, capture.get(), row, tokens, told);
      if (account.value().isEmpty() || !plan.accepts(capture.get().field(), account.value())) {
        Why why = account.others().isEmpty() ? Why.NO_ACCOUNT : Why.OTHER_ACCOUNT;
        return new Failed(why, plan.name(), account.others());
      }
      more.put(capture.get().field().name(), account.value());
    }
    ConnectorForm form = ConnectorForm.consented(plan, row.label(), row.settings(), more);
    return stored(scope, row, form, tokens, Places.host(server.token()));
  }

  /// @param others what there is instead, if the account is not among it
  private record FormFieldValue(String value, List<String> others) {}

  private FormFieldValue account(
      ConnectorPlan plan,
      Capture capture,
      ConsentRows.Row row,
      Tokens tokens,
      Map<String, String> told) {
    return switch (capture.told()) {
      case Capture.InCallback(String parameter) ->
          new FormFieldValue(told.getOrDefault(parameter, ""), List.of());
      case Capture.InTokens(String member) ->
          new FormFieldValue(
              plan.partOf(tokens.urls().getOrDefault(member, "")).orElse(""), List.of());
      case Capture.InList list -> {
        List<ConsentedAccounts.Account> all = accounts.of(plan, list, tokens);
        String chosen = row.settings().getOrDefault(list.chosenBy(), "").strip();
        yield all.stream()
            .filter(account -> account.name().strip().equalsIgnoreCase(chosen))
            .findFirst()
            .map(account -> new FormFieldValue(account.id(), List.of()))
            .orElseGet(
                () ->
                    new FormFieldValue(
                        "", all.stream().map(ConsentedAccounts.Account::name).limit(20).toList()));
      }
    };
  }

  private ConsentEnd stored(
      WorkspaceScope scope, ConsentRows.Row row, ConnectorForm form, Tokens tokens, String host) {
    ConnectorPlan plan = form.connector();
    UUID again = row.connection();
    if (again == null) {
      return end(
          setup.connect(
              scope,
              form,
              CredentialKind.OAUTH_ACCESS_TOKEN,
              stored -> grants.store(scope.workspace(), stored, plan, tokens, host)),
          plan,
          false);
    }
    Optional<Connection> connection = connections.find(scope, again);
    if (connection.isEmpty() || !connection.get().account().equals(form.account())) {
      return new Failed(Why.OTHER_ACCOUNT, plan.name());
    }
    return end(
        setup.rotate(
            scope,
            connection.get(),
            form,
            stored -> grants.store(scope.workspace(), stored, plan, tokens, host)),
        plan,
        true);
  }

  private static ConsentEnd end(Setup setup, ConnectorPlan plan, boolean again) {
    return switch (setup) {
      case Setup.Done(UUID connection) -> new ConsentEnd.Connected(connection, again);
      case Setup.Obstructed _ -> new Failed(Why.OBSTRUCTED, plan.name());
      case Setup.AlreadyConnected _ -> new Failed(Why.ALREADY_CONNECTED, plan.name());
      case Setup.TooMany _ -> new Failed(Why.TOO_MANY, plan.name());
      case Setup.Unknown _ -> new Failed(Why.UNKNOWN, plan.name());
    };
  }
}
