package surety.server.connect;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.Connectors;
import surety.server.connect.oauth.AuthorizationServer;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialUnavailable;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// Ends consents at the vendors.
@Component
class Revocations {

  private final Grants grants;
  private final AuthorizationServers servers;
  private final Connectors connectors;
  private final CredentialVault vault;
  private final Clock clock;

  Revocations(
      Grants grants,
      AuthorizationServers servers,
      Connectors connectors,
      CredentialVault vault,
      Clock clock) {
    this.grants = grants;
    this.servers = servers;
    this.connectors = connectors;
    this.vault = vault;
    this.clock = clock;
  }

  /// What became of a consent at the vendor.
  enum Outcome {
    /// There was none.
    NO_CONSENT,
    /// The vendor has no way to end it from here.
    NOT_OFFERED,
    /// The vendor ended it.
    DONE,
    /// The vendor did not say that it ended it.
    FAILED;

    /// The word in receipts, such as `not-offered`.
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What became of a consent, and who was asked to end it.
  record Revocation(Outcome outcome, Optional<Asked> asked) {}

  /// A vendor's host that was asked, and when it had answered.
  record Asked(String host, Instant at) {}

  /// Ends the consent of a connection that is about to be removed.
  Revocation revoke(WorkspaceScope scope, Connection connection) {
    return grants
        .find(scope.workspace(), connection.id())
        .map(grant -> revoke(scope, connection, grant))
        .orElse(new Revocation(Outcome.NO_CONSENT, Optional.empty()));
  }

  private Revocation revoke(WorkspaceScope scope, Connection connection, Grant grant) {
    return connectors
        .find(connection.connector())
        .flatMap(plan -> servers.of(plan, connection.settings()))
        .flatMap(server -> server.revocation().map(at -> revoked(scope, grant, server, at)))
        .orElse(new Revocation(Outcome.NOT_OFFERED, Optional.empty()));
  }

  private Revocation revoked(
      WorkspaceScope scope, Grant grant, AuthorizationServer server, URI at) {
    Outcome outcome = ended(scope, grant, server);
    return new Revocation(outcome, Optional.of(new Asked(Places.host(at), clock.instant())));
  }

  private Outcome ended(WorkspaceScope scope, Grant grant, AuthorizationServer server) {
    try {
      return vault.use(
          scope,
          grant.refresh(),
          CredentialPurpose.REVOKE,
          Places.host(server.token()),
          secret -> secret.exposeText(server::revoke) ? Outcome.DONE : Outcome.FAILED);
    } catch (CredentialUnavailable e) {
      return Outcome.FAILED;
    }
  }
}
