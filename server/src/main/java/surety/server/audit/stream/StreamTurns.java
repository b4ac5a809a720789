package surety.server.audit.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.platform.Ids;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Which streams this server sends now, and how far they have come. What several servers do at once
/// is decided in the database.
@Repository
class StreamTurns {

  /// For how long a stream is this server's unless it says more: longer than any batch takes.
  static final Duration HELD = Duration.ofMinutes(2);

  // The server itself, outside every workspace.
  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final WorkspaceScope server;
  private final UUID self = Ids.next();

  StreamTurns(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
    this.server = scopes.ofSystemJob(OUTSIDE, Set.of());
  }

  /// A stream that is this server's now.
  ///
  /// @param next the first place that its receiver has not accepted
  /// @param slow whether it failed or took long the last time
  /// @param failures since it last worked
  /// @param day the last day for which an entry says that the log is streamed
  /// @param dayLines how many lines were sent on it
  record Claimed(
      WorkspaceId workspace,
      UUID stream,
      long next,
      boolean slow,
      int failures,
      @Nullable Instant failingSince,
      @Nullable LocalDate day,
      long dayLines) {}

  /// The scope in which a stream's workspace is read and its progress is noted.
  WorkspaceScope scope(WorkspaceId workspace) {
    return scopes.ofSystemJob(workspace, Set.of(Permission.AUDIT_VIEW));
  }

  /// The scope in which the server pauses a stream.
  WorkspaceScope pausing(WorkspaceId workspace) {
    return scopes.ofSystemJob(workspace, Set.of(Permission.AUDIT_VIEW, Permission.SETTINGS_MANAGE));
  }

  /// Claims streams that have something to send.
  ///
  /// @param most of those that work
  /// @param mostSlow of those that failed or took long the last time
  List<Claimed> claim(int most, int mostSlow) {
    return database.write(
        server,
        client ->
            client
                .sql("SELECT * FROM audit.claim_streams(?, ?, ?, make_interval(secs => ?))")
                .params(self, most, mostSlow, (double) HELD.toSeconds())
                .query((row, _) -> claimed(row))
                .list());
  }

  /// The receiver has accepted what lies between two places.
  ///
  /// @return false if the stream is not this server's any more
  boolean advance(WorkspaceScope scope, UUID stream, Batch batch) {
    return one(
        scope,
        client ->
            client
                .sql("SELECT audit.advance_stream(?, ?, ?, ?, ?, make_interval(secs => ?))")
                .params(
                    stream,
                    self,
                    batch.first(),
                    batch.end(),
                    batch.lines().size(),
                    (double) HELD.toSeconds()));
  }

  /// An entry says that the log is streamed on this day.
  boolean beginDay(WorkspaceScope scope, UUID stream, LocalDate day) {
    return one(
        scope,
        client -> client.sql("SELECT audit.begin_stream_day(?, ?, ?)").params(stream, self, day));
  }

  /// Ends a turn.
  ///
  /// @param pause until the next one
  boolean release(WorkspaceScope scope, UUID stream, Duration pause, boolean slow) {
    return one(
        scope,
        client ->
            client
                .sql("SELECT audit.release_stream(?, ?, make_interval(secs => ?), ?)")
                .params(stream, self, pause.toMillis() / 1000.0, slow));
  }

  /// Ends a turn that failed.
  ///
  /// @param why a word of [Obstacle]
  boolean fail(WorkspaceScope scope, UUID stream, String why, Duration pause) {
    return one(
        scope,
        client ->
            client
                .sql("SELECT audit.fail_stream(?, ?, ?, make_interval(secs => ?))")
                .params(stream, self, why, pause.toMillis() / 1000.0));
  }

  private boolean one(
      WorkspaceScope scope, Function<JdbcClient, JdbcClient.StatementSpec> statement) {
    return database.write(scope, client -> statement.apply(client).query(Boolean.class).single());
  }

  private static Claimed claimed(ResultSet row) throws SQLException {
    OffsetDateTime failing = row.getObject("failing_since", OffsetDateTime.class);
    return new Claimed(
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        row.getObject("stream_id", UUID.class),
        row.getLong("next_seq"),
        row.getBoolean("slow"),
        row.getInt("failures"),
        failing == null ? null : failing.toInstant(),
        row.getObject("day", LocalDate.class),
        row.getLong("day_lines"));
  }
}
