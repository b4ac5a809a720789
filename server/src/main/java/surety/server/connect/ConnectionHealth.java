package surety.server.connect;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.connect.Connection.State;
import surety.server.connect.FetchReport.Reason;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Notes with each connection how its last fetch went: a state and a code, nothing of what was
/// read.
@Component
class ConnectionHealth {

  private static final Set<Permission> NEEDED =
      Set.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE);

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  ConnectionHealth(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  // In a scope of the server's own: whoever looks at figures may not change connections.
  void note(WorkspaceId workspace, UUID connection, FetchReport report) {
    if (report.state() == FetchReport.State.UNSUPPORTED) {
      return;
    }
    WorkspaceScope own = scopes.ofSystemJob(workspace, NEEDED);
    Optional<Reason> obstacle = obstacle(report);
    database.write(
        own,
        client -> {
          new ConnectionRows(client, workspace)
              .fetched(connection, state(obstacle), obstacle.map(Reason::name));
          return true;
        });
  }

  /// What a connection's state is after this obstacle, or without one.
  static State state(Optional<Reason> obstacle) {
    return obstacle
        .map(
            reason ->
                switch (reason) {
                  case CREDENTIALS_REFUSED, CREDENTIAL_UNAVAILABLE -> State.REFUSED;
                  case FORBIDDEN,
                      NOT_FOUND,
                      REQUEST_REJECTED,
                      THROTTLED,
                      VENDOR_DOWN,
                      TIMED_OUT,
                      MALFORMED_ANSWER,
                      TOO_LARGE,
                      EGRESS_REFUSED,
                      RECORDS_UNREADABLE,
                      RECORDS_MISSING,
                      UNSUPPORTED ->
                      State.FAILING;
                })
        .orElse(State.READY);
  }

  // Data that is partly forbidden is a matter of the credential's role, not of its health.
  private static Optional<Reason> obstacle(FetchReport report) {
    return report.notes().stream()
        .map(FetchReport.Note::reason)
        .filter(
            reason ->
                report.state() == FetchReport.State.FAILED || reason == Reason.CREDENTIALS_REFUSED)
        .findFirst();
  }
}
