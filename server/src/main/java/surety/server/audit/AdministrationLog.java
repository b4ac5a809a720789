package surety.server.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Repository;
import surety.server.platform.Ids;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The stream of what is done with the installation as a whole. It is of no workspace, so it has
/// the id of zeros, under which it also has its own log.
@Repository
public class AdministrationLog {

  /// The id under which the installation has its log.
  public static final WorkspaceId INSTALLATION = new WorkspaceId(new UUID(0, 0));

  private final WorkspaceDatabase database;
  private final WorkspaceScope server;

  AdministrationLog(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.server = scopes.ofSystemJob(INSTALLATION, Set.of(Permission.AUDIT_VIEW));
  }

  /// Who acts.
  public enum Actor {
    /// Somebody with access to the server's data folder.
    OPERATOR,
    /// The server by itself.
    SERVER;

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// An entry as it is read.
  ///
  /// @param actor `operator` or `server`
  /// @param completes the entry whose act this one ends
  /// @param detail JSON; null when there is nothing more to say
  public record Entry(
      Instant at,
      UUID id,
      String actor,
      AdministrativeAct act,
      Outcome outcome,
      @Nullable UUID completes,
      @Nullable String detail) {}

  /// Records an act, durably.
  ///
  /// @return the entry's id
  /// @throws AuditUnavailable if it could not be recorded; then the act must not happen
  public UUID record(Actor actor, AdministrativeAct act, Outcome outcome, AccessDetail detail) {
    return append(actor, act, outcome, null, detail);
  }

  /// Records how an act ended.
  ///
  /// @param begun the entry of its beginning
  /// @throws AuditUnavailable if it could not be recorded
  public void complete(UUID begun, Actor actor, AdministrativeAct act, Outcome outcome) {
    append(actor, act, outcome, begun, AccessDetail.empty());
  }

  /// The newest entries before a moment, newest first.
  ///
  /// @param most how many at most
  public List<Entry> newest(Optional<Instant> before, int most) {
    return database.read(
        server,
        client ->
            client
                .sql(
                    """
                    SELECT at, id, actor, action, outcome, completes, detail
                      FROM audit.administration WHERE at < coalesce(?, 'infinity'::timestamptz)
                     ORDER BY at DESC, id DESC LIMIT ?
                    """)
                .param(before.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .param(most)
                .query(
                    (row, _) ->
                        new Entry(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getObject(2, UUID.class),
                            row.getString(3),
                            AdministrativeAct.valueOf(row.getString(4)),
                            Outcome.valueOf(row.getString(5)),
                            row.getObject(6, UUID.class),
                            row.getString(7)))
                .list());
  }

  private UUID append(
      Actor actor,
      AdministrativeAct act,
      Outcome outcome,
      @Nullable UUID completes,
      AccessDetail detail) {
    UUID id = Ids.next();
    try {
      database.write(
          server,
          client ->
              client
                  .sql("SELECT audit.append_administration(?, ?, ?, ?, ?, ?)::text")
                  .param(id)
                  .param(actor.stored())
                  .param(act.name())
                  .param(outcome.name())
                  .param(completes)
                  .param(detail.json())
                  .query(String.class)
                  .optional());
      return id;
    } catch (DataAccessException e) {
      throw new AuditUnavailable(e);
    }
  }
}
