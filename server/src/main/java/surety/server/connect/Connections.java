package surety.server.connect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.Sources;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The systems that a workspace has connected.
@Service
public class Connections {

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final Connectors connectors;
  private final Sources sources;
  private final Places places;
  private final CredentialVault vault;
  private final ConnectionHealth health;
  private final Grants grants;

  Connections(
      WorkspaceDatabase database,
      WorkspaceScopes scopes,
      Connectors connectors,
      Sources sources,
      Places places,
      CredentialVault vault,
      ConnectionHealth health,
      Grants grants) {
    this.database = database;
    this.scopes = scopes;
    this.connectors = connectors;
    this.sources = sources;
    this.places = places;
    this.vault = vault;
    this.health = health;
    this.grants = grants;
  }

  /// All connections, oldest first.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be seen
  public List<Connection> list(WorkspaceScope scope) {
    scope.require(Permission.CONNECTIONS_VIEW);
    return database.read(scope, client -> new ConnectionRows(client, scope.workspace()).all());
  }

  /// One connection; empty also if it is another workspace's.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be seen
  public Optional<Connection> find(WorkspaceScope scope, UUID id) {
    scope.require(Permission.CONNECTIONS_VIEW);
    return database.read(scope, client -> new ConnectionRows(client, scope.workspace()).find(id));
  }

  /// The connections that figures can be read from, oldest first. Whoever may see figures may ask;
  /// each fetch opens the credential for itself in this scope.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless figures may be seen
  public List<ConnectedSource> sources(WorkspaceScope scope) {
    scope.require(Permission.DASHBOARD_VIEW);
    // In a scope of the server's own: who may see figures causes a fetch, but need not see how the
    // workspace is connected.
    List<Chosen> own =
        chosen(scopes.ofSystemJob(scope.workspace(), Set.of(Permission.CONNECTIONS_VIEW)));
    Map<UUID, Map<Fetch, Place>> places = precedence(own).places();
    return own.stream()
        .map(Chosen::connection)
        .flatMap(
            connection ->
                source(scope, connection, places.getOrDefault(connection.id(), Map.of())).stream())
        .toList();
  }

  /// Which system counts for which kind of record.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be seen
  Precedence precedence(WorkspaceScope scope) {
    scope.require(Permission.CONNECTIONS_VIEW);
    return precedence(chosen(scope));
  }

  private Precedence precedence(List<Chosen> own) {
    Map<Fetch, Precedence.Choice> choices = new EnumMap<>(Fetch.class);
    own.forEach(it -> choices.putAll(PrecedenceRows.choices(it.connection().id(), it.chosenFor())));
    return new Precedence(
        own.stream().map(Chosen::connection).flatMap(it -> candidate(it).stream()).toList(),
        choices);
  }

  private Optional<Precedence.Candidate> candidate(Connection connection) {
    return connectors
        .find(connection.connector())
        .map(plan -> new Precedence.Candidate(connection.id(), connection.label(), plan));
  }

  /// A connection with the kinds of record that it was chosen for.
  private record Chosen(Connection connection, List<String> chosenFor) {}

  private List<Chosen> chosen(WorkspaceScope scope) {
    return database.readOnce(
        scope,
        "SELECT "
            + ConnectionRows.COLUMNS
            + ", "
            + PrecedenceRows.CHOSEN
            + " FROM connect.connection WHERE workspace_id = ? ORDER BY id",
        (row, number) ->
            new Chosen(
                ConnectionRows.MAPPER.mapRow(row, number),
                List.of((String[]) row.getArray("chosen").getArray())),
        scope.workspace().value());
  }

  // A connector that this build no longer has cannot be read.
  private Optional<ConnectedSource> source(
      WorkspaceScope scope, Connection connection, Map<Fetch, Place> places) {
    return connectors
        .find(connection.connector())
        .map(
            plan ->
                new ConnectedSource(
                    connection.id(),
                    connection.label(),
                    plan.name(),
                    new ConnectedReader(
                        scope,
                        connection,
                        account(plan, connection),
                        sources,
                        vault,
                        health,
                        grants),
                    places));
  }

  private Sources.Account account(ConnectorPlan plan, Connection connection) {
    return new Sources.Account(
        plan, places.base(plan, connection.settings()), connection.settings());
  }

  /// The latest receipts of disconnects, newest first.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be changed
  List<ReceiptLine> receipts(WorkspaceScope scope) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    return database.read(scope, client -> new ReceiptRows(client, scope.workspace()).latest());
  }

  /// What a connection may still send; empty if it has sent nothing since this server started.
  Optional<FetchReport.Quota> quota(Connection connection) {
    return sources.quota(connection.id());
  }
}
