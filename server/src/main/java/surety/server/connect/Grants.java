package surety.server.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.SecretBytes;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.OAuthPlan;
import surety.server.connect.oauth.AuthorizationServer;
import surety.server.connect.oauth.TokenResult;
import surety.server.connect.oauth.Tokens;
import surety.server.vault.CredentialChanges;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Keeps the access tokens of connections fresh.
///
/// A refresh token is shown by one server at a time: whoever holds the lock of the grant's row. The
/// new tokens are committed before anybody may use them. Whoever waited for the lock finds them and
/// sends nothing.
@Component
class Grants {

  private static final Set<Permission> NEEDED =
      Set.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE);

  // Each renewal holds a connection to the database while the vendor answers.
  private static final int AT_A_TIME = 4;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final CredentialVault vault;
  private final AuthorizationServers servers;
  private final Clock clock;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);
  private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

  Grants(
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      CredentialVault vault,
      AuthorizationServers servers,
      Clock clock) {
    this.database = database;
    this.scopes = scopes;
    this.vault = vault;
    this.servers = servers;
    this.clock = clock;
  }

  /// How it stands with the access token of a connection.
  sealed interface Standing {

    /// It can be used.
    ///
    /// @param generation which one it is; 0 for a connection without consent
    record Fresh(long generation) implements Standing {}

    /// It cannot be had.
    record Stale(Reason reason, String about) implements Standing {}
  }

  /// Renews the access token if it is due. A connection whose credential comes from no consent is
  /// always fresh.
  Standing fresh(WorkspaceId workspace, Connection connection, ConnectorPlan plan) {
    return plan.oauth().isEmpty()
        ? new Standing.Fresh(0)
        : renewed(workspace, connection, plan, OptionalLong.empty());
  }

  /// Renews the access token after the vendor refused it, unless that happened already.
  ///
  /// @param refused the generation that was refused
  Standing afterRefusal(
      WorkspaceId workspace, Connection connection, ConnectorPlan plan, long refused) {
    return renewed(workspace, connection, plan, OptionalLong.of(refused));
  }

  private Standing renewed(
      WorkspaceId workspace, Connection connection, ConnectorPlan plan, OptionalLong refused) {
    Optional<Grant> grant = find(workspace, connection.id());
    if (grant.isPresent() && !isDue(grant.get(), refused)) {
      return new Standing.Fresh(grant.get().generation());
    }
    // Threads of this server wait here, and not with a connection to the database each.
    Lock lock = locks[Math.floorMod(connection.id().hashCode(), locks.length)];
    lock.lock();
    try {
      places.acquireUninterruptibly();
      try {
        Renewal renewal = new Renewal(workspace, connection, plan, refused);
        // A refusal counts when it comes twice, for a token that was read anew in between.
        return renewal.run(false).or(() -> renewal.run(true)).orElseThrow();
      } finally {
        places.release();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(Grant grant, OptionalLong refused) {
    return refused.isPresent()
        ? grant.generation() == refused.getAsLong()
        : grant.isDue(clock.instant());
  }

  /// What a connection was granted; empty for a connection without consent.
  Optional<Grant> find(WorkspaceId workspace, UUID connection) {
    return database.read(
        own(workspace), client -> new GrantRows(client, workspace, connection).find());
  }

  private WorkspaceScope own(WorkspaceId workspace) {
    return scopes.ofSystemJob(workspace, NEEDED);
  }

  /// One renewal, in a transaction that holds the lock of the row.
  private final class Renewal {

    private final WorkspaceScope scope;
    private final Connection connection;
    private final ConnectorPlan plan;
    private final OptionalLong refused;

    Renewal(
        WorkspaceId workspace, Connection connection, ConnectorPlan plan, OptionalLong refused) {
      this.scope = own(workspace);
      this.connection = connection;
      this.plan = plan;
      this.refused = refused;
    }

    /// @param last whether a refusal now ends the grant
    /// @return empty if it was refused and is to be tried once more
    Optional<Standing> run(boolean last) {
      Optional<AuthorizationServer> server = servers.of(plan, connection.settings());
      return server.isEmpty()
          ? stale(Reason.REQUEST_REJECTED, "NO_APP")
          : database.write(scope, client -> locked(client, server.get(), last));
    }

    private Optional<Standing> locked(JdbcClient client, AuthorizationServer server, boolean last) {
      GrantRows rows = new GrantRows(client, scope.workspace(), connection.id());
      Optional<Grant> grant = rows.lock();
      if (grant.isEmpty() || grant.get().ended()) {
        return stale(Reason.CREDENTIALS_REFUSED, "CONSENT_ENDED");
      }
      if (!isDue(grant.get(), refused)) {
        return Optional.of(new Standing.Fresh(grant.get().generation()));
      }
      return switch (ask(server, grant.get())) {
        case TokenResult.Granted(Tokens tokens) -> {
          store(client, rows, server, grant.get(), tokens);
          yield Optional.of(new Standing.Fresh(grant.get().generation() + 1));
        }
        case TokenResult.Refused refusal when !refusal.isInvalidGrant() ->
            stale(Reason.REQUEST_REJECTED, "APP_REFUSED");
        case TokenResult.Refused _ when !last -> Optional.empty();
        case TokenResult.Refused _ -> {
          rows.ended(clock.instant());
          yield stale(Reason.CREDENTIALS_REFUSED, "CONSENT_ENDED");
        }
        case TokenResult.Unanswered(Reason reason) -> stale(reason, "TOKEN");
      };
    }

    private TokenResult ask(AuthorizationServer server, Grant grant) {
      return vault.use(
          scope,
          grant.refresh(),
          CredentialPurpose.REFRESH,
          Places.host(server.token()),
          secret -> secret.exposeText(server::refresh));
    }

    private void store(
        JdbcClient client, GrantRows rows, AuthorizationServer server, Grant grant, Tokens tokens) {
      CredentialChanges changes = vault.changes(scope, client);
      try (SecretBytes access = packed(tokens)) {
        changes.rotate(connection.credential(), connection.host(), access);
      }
      tokens
          .refresh()
          .ifPresent(
              text -> {
                try (SecretBytes refresh = SecretBytes.ofText(text)) {
                  changes.rotate(grant.refresh(), Places.host(server.token()), refresh);
                }
              });
      Instant now = clock.instant();
      rows.renewed(now, now.plus(lifetime(tokens, plan)));
    }

    private static Optional<Standing> stale(Reason reason, String about) {
      return Optional.of(new Standing.Stale(reason, about));
    }
  }

  private static SecretBytes packed(Tokens tokens) {
    return Secrets.packed(Map.of(OAuthPlan.ACCESS_TOKEN, tokens.access()));
  }

  private static Duration lifetime(Tokens tokens, ConnectorPlan plan) {
    return tokens.lifetime().orElseGet(() -> plan.oauth().orElseThrow().lifetime());
  }

  /// Stores what a consent gave, within the transaction that stores the connection's access token.
  ///
  /// @param host where the refresh token goes
  void store(
      WorkspaceId workspace,
      ConnectionSetup.Stored stored,
      ConnectorPlan plan,
      Tokens tokens,
      String host) {
    GrantRows rows = new GrantRows(stored.client(), workspace, stored.connection());
    Optional<Grant> former = rows.lock();
    Set<String> granted = tokens.scopes().orElse(Set.of());
    Set<String> more = new HashSet<>(granted);
    more.removeAll(plan.oauth().orElseThrow().scopes());
    Instant now = clock.instant();
    try (SecretBytes refresh = SecretBytes.ofText(tokens.refresh().orElseThrow())) {
      CredentialRef ref =
          stored
              .vault()
              .store(host, CredentialKind.OAUTH_REFRESH_TOKEN, plan.name() + " consent", refresh);
      rows.put(
          new Grant(
              ref,
              granted,
              !more.isEmpty(),
              former.map(Grant::generation).orElse(0L) + 1,
              now,
              now.plus(lifetime(tokens, plan)),
              Optional.empty()));
    }
    former.ifPresent(it -> stored.vault().purge(it.refresh()));
  }
}
