package surety.server.connect;

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

  Revocations(
      Grants grants, AuthorizationServers servers, Connectors connectors, CredentialVault vault) {
    this.grants = grants;
    this.servers = servers;
    this.connectors = connectors;
    this.vault = vault;
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
    FAILED
  }

  /// Ends the consent of a connection that is about to be removed.
  Outcome revoke(WorkspaceScope scope, Connection connection) {
    return grants
        .find(scope.workspace(), connection.id())
        .map(grant -> revoke(scope, connection, grant))
        .orElse(Outcome.NO_CONSENT);
  }

  private Outcome revoke(WorkspaceScope scope, Connection connection, Grant grant) {
    return connectors
        .find(connection.connector())
        .flatMap(plan -> servers.of(plan, connection.settings()))
        .filter(AuthorizationServer::revokes)
        .map(server -> revoked(scope, grant, server))
        .orElse(Outcome.NOT_OFFERED);
  }

  private Outcome revoked(WorkspaceScope scope, Grant grant, AuthorizationServer server) {
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
