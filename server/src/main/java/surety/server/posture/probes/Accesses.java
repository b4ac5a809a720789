package surety.server.posture.probes;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScopes;

/// The stored access entries of a canary workspace, for judges who must not believe a page.
@Component
class Accesses {

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  Accesses(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  /// An entry as it is stored.
  ///
  /// @param accessor the letter of the capacity
  record Entry(
      Instant at,
      UUID id,
      String accessor,
      UUID principal,
      String action,
      String kind,
      String outcome) {

    boolean begins() {
      return outcome.equals("BEGUN");
    }
  }

  /// The entries from this moment on, by the database's clock, oldest first.
  List<Entry> since(Canary canary, Instant moment) {
    return database.read(
        scopes.ofSystemJob(canary.workspace(), EnumSet.of(Permission.AUDIT_VIEW)),
        client ->
            client
                .sql(
                    """
                    SELECT at, id, accessor, principal, action, data_kind, outcome
                      FROM audit.access
                     WHERE workspace_id = ? AND at >= ?
                     ORDER BY at, id
                    """)
                .params(canary.workspace().value(), moment.atOffset(java.time.ZoneOffset.UTC))
                .query(
                    (row, _) ->
                        new Entry(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            row.getObject(4, UUID.class),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)))
                .list());
  }

  /// The last entry of an action from this moment on.
  ///
  /// @throws java.util.NoSuchElementException if there is none
  UUID ofAction(Canary canary, Instant moment, String action) {
    return since(canary, moment).stream()
        .filter(entry -> entry.action().equals(action))
        .toList()
        .getLast()
        .id();
  }

  /// The last change from this moment on.
  ///
  /// @throws org.springframework.dao.EmptyResultDataAccessException if there is none
  UUID lastChange(Canary canary, Instant moment) {
    return database.read(
        scopes.ofSystemJob(canary.workspace(), EnumSet.of(Permission.AUDIT_VIEW)),
        client ->
            client
                .sql(
                    """
                    SELECT id FROM audit.change
                     WHERE workspace_id = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT 1
                    """)
                .params(canary.workspace().value(), moment.atOffset(java.time.ZoneOffset.UTC))
                .query(UUID.class)
                .single());
  }

  /// The database's time.
  Instant now(Canary canary) {
    return database.read(
        scopes.ofSystemJob(canary.workspace(), EnumSet.noneOf(Permission.class)),
        client ->
            client
                .sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant());
  }

  /// The member of the workspace with this role.
  UUID member(Canary canary, String role) {
    return database.read(
        scopes.ofSystemJob(canary.workspace(), EnumSet.noneOf(Permission.class)),
        client ->
            client
                .sql(
                    """
                    SELECT id FROM workspace.member
                     WHERE workspace_id = ? AND role = ? ORDER BY id LIMIT 1
                    """)
                .params(canary.workspace().value(), role)
                .query(UUID.class)
                .single());
  }
}
