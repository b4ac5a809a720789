package surety.server.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.AuditHandle;
import surety.server.audit.DataScope;
import surety.server.audit.Outcome;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Sources;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Tries what a credential can read. Each try is recorded before it begins.
@Component
class ConnectionTest {

  private final Sources sources;
  private final Places places;
  private final CredentialVault vault;
  private final AccessLog accesses;
  private final WorkspaceDatabase database;
  private final Grants grants;

  ConnectionTest(
      Sources sources,
      Places places,
      CredentialVault vault,
      AccessLog accesses,
      WorkspaceDatabase database,
      Grants grants) {
    this.sources = sources;
    this.places = places;
    this.vault = vault;
    this.accesses = accesses;
    this.database = database;
    this.grants = grants;
  }

  /// Tries what was entered, without storing it.
  ///
  /// @param id of the connection that may come of it
  Coverage unsaved(WorkspaceScope scope, UUID id, ConnectorForm form) {
    Sources.Account account = account(form.connector(), form.settings());
    Coverage coverage = recorded(scope, Optional.empty(), () -> probed(id, account, form));
    if (!coverage.isUsable()) {
      sources.forget(id);
    }
    return coverage;
  }

  /// Tries other secrets for a connection, without storing them.
  Coverage withSecrets(WorkspaceScope scope, Connection connection, ConnectorForm form) {
    Sources.Account account = account(form.connector(), connection.settings());
    return recorded(
        scope, Optional.of(connection.id()), () -> probed(connection.id(), account, form));
  }

  private Coverage probed(UUID connection, Sources.Account account, ConnectorForm form) {
    return Secrets.entered(form.secrets(), secrets -> sources.probe(connection, account, secrets));
  }

  /// Tries a connection with its stored credential and notes what was found.
  ///
  /// @throws surety.server.vault.CredentialUnavailable if the credential cannot be opened
  void again(WorkspaceScope scope, Connection connection, ConnectorPlan connector) {
    // If it cannot be renewed, the vendor refuses what is there, and that is what the test finds.
    grants.fresh(scope.workspace(), connection, connector);
    Sources.Account account = account(connector, connection.settings());
    Coverage coverage =
        recorded(
            scope,
            Optional.of(connection.id()),
            () ->
                vault.use(
                    scope,
                    connection.credential(),
                    CredentialPurpose.TEST,
                    Places.host(account.base()),
                    secret ->
                        secret.expose(
                            packed ->
                                Secrets.unpacked(
                                    packed,
                                    fields -> sources.probe(connection.id(), account, fields)))));
    database.write(
        scope,
        client -> {
          new ConnectionRows(client, scope.workspace())
              .tested(
                  connection.id(),
                  ConnectionHealth.state(coverage.obstacle()),
                  coverage.obstacle().map(Enum::name),
                  ConnectionSetup.reaches(coverage));
          return true;
        });
  }

  private Sources.Account account(ConnectorPlan connector, Map<String, String> settings) {
    return new Sources.Account(
        connector, places.base(connector, settings), new HashMap<>(settings));
  }

  private Coverage recorded(
      WorkspaceScope scope, Optional<UUID> connection, Supplier<Coverage> test) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    AccessEntry entry =
        AccessEntry.of(AccessAction.CONNECTION_TEST, DataScope.all("connection-test"));
    AuditHandle audit = accesses.record(scope, connection.map(entry::through).orElse(entry));
    Coverage coverage = test.get();
    accesses.complete(audit, coverage.isUsable() ? Outcome.COMPLETED : Outcome.FAILED, 0);
    return coverage;
  }
}
