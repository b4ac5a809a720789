package surety.server.connect;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.oauth.Tokens;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Consents that are taken from anybody at any time, and tokens that are kept carelessly.
final class ConsentFaults {

  private ConsentFaults() {}

  /// Takes a state however old it is, and whatever its secret.
  @Fault(
      id = "state-unchecked",
      control = "consent-state",
      target = ConsentRows.Row.class,
      method = "expired")
  static boolean neverExpired(ConsentRows.Row self) {
    return false;
  }

  /// Leaves a state where it was found.
  @Fault(
      id = "state-works-again",
      control = "consent-once",
      target = ConsentRows.class,
      method = "take")
  static Optional<ConsentRows.Row> leave(ConsentRows self, UUID id) {
    return client(self)
        .sql("SELECT *, expires_at < now() AS expired FROM connect.consent WHERE id = ?")
        .param(1, id)
        .query(ConsentRows.Row::of)
        .optional();
  }

  private static JdbcClient client(ConsentRows rows) {
    try {
      Field field = ConsentRows.class.getDeclaredField("client");
      field.setAccessible(true);
      return (JdbcClient) field.get(rows);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the rows of consents have no client any more", e);
    }
  }

  /// Notes an access token beside the scopes that it is for.
  @Fault(
      id = "token-noted-in-clear",
      control = "tokens-sealed",
      target = Grants.class,
      method = "store")
  static void noted(
      Grants self,
      WorkspaceId workspace,
      ConnectionSetup.Stored stored,
      ConnectorPlan plan,
      Tokens tokens,
      String host) {
    FaultSwitch.runOriginal(() -> self.store(workspace, stored, plan, tokens, host));
    stored
        .client()
        .sql("UPDATE connect.oauth_grant SET scopes = ? WHERE connection_id = ?")
        .params(tokens.access(), stored.connection())
        .update();
  }

  /// Notes nothing of a scope that was granted beyond those that were asked for.
  @Fault(
      id = "scope-slipped-in",
      control = "consent-scopes",
      target = Grants.class,
      method = "store")
  static void unseen(
      Grants self,
      WorkspaceId workspace,
      ConnectionSetup.Stored stored,
      ConnectorPlan plan,
      Tokens tokens,
      String host) {
    Set<String> asked = Set.copyOf(plan.oauth().orElseThrow().scopes());
    Tokens shown =
        new Tokens(
            tokens.access(),
            tokens.refresh(),
            tokens.lifetime(),
            Optional.of(asked),
            tokens.urls());
    FaultSwitch.runOriginal(() -> self.store(workspace, stored, plan, shown, host));
  }

  /// Uses an access token however old it is.
  @Fault(
      id = "token-used-after-its-end",
      control = "token-refresh",
      target = Grant.class,
      method = "isDue")
  static boolean neverDue(Grant self, Instant now) {
    return false;
  }

  /// Renews an access token whoever comes.
  @Fault(
      id = "renewal-for-everybody",
      control = "token-refresh",
      target = Grant.class,
      method = "isDue")
  static boolean alwaysDue(Grant self, Instant now) {
    return true;
  }

  /// Tells no vendor that a consent is over.
  @Fault(
      id = "vendor-not-told",
      control = "consent-end",
      target = Revocations.class,
      method = "revoke")
  static Revocations.Revocation silent(
      Revocations self, WorkspaceScope scope, Connection connection) {
    return new Revocations.Revocation(Revocations.Outcome.NOT_OFFERED, Optional.empty());
  }
}
