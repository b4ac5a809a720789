package surety.server.audit.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import surety.server.vault.CredentialRef;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// The streams of a workspace as its members see and change them.
@Repository
class StreamRows {

  /// How many a workspace can have. The database counts as well.
  static final int MOST = 5;

  /// The longest name, in characters.
  static final int LONGEST_NAME = 80;

  private static final String COLUMNS =
      "SELECT id, name, kind, host, port, path, authority, credential_id, added_at, paused,"
          + " paused_at FROM audit.stream WHERE workspace_id = ?";

  private final WorkspaceDatabase database;

  StreamRows(WorkspaceDatabase database) {
    this.database = database;
  }

  /// How adding went. The database says the same words.
  enum Added {
    ADDED,
    /// The workspace has another stream of this name.
    TAKEN,
    /// It has as many as there can be.
    FULL
  }

  /// How far a stream has come.
  ///
  /// @param behind entries that were not accepted yet
  /// @param waitingSince when the first of them was written
  /// @param nextTry when it is tried again after a failure
  /// @param failures since it last worked
  /// @param lastError why it failed the last time, in words
  record State(
      long behind,
      @Nullable Instant waitingSince,
      @Nullable Instant nextTry,
      int failures,
      @Nullable String lastError,
      @Nullable Instant lastErrorAt,
      @Nullable Instant lastSentAt) {}

  /// All of them, by name.
  List<LogStream> list(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    return database.readOnce(
        scope, COLUMNS + " ORDER BY lower(name), id", (row, _) -> stream(row), workspace(scope));
  }

  /// One; empty where the workspace has none of this id.
  Optional<LogStream> find(WorkspaceScope scope, UUID id) {
    scope.require(Permission.AUDIT_VIEW);
    return database
        .readOnce(scope, COLUMNS + " AND id = ?", (row, _) -> stream(row), workspace(scope), id)
        .stream()
        .findFirst();
  }

  /// How far each has come.
  Map<UUID, State> states(WorkspaceScope scope) {
    scope.require(Permission.AUDIT_VIEW);
    Map<UUID, State> states = new HashMap<>();
    database
        .readOnce(
            scope,
            """
            SELECT stream_id, behind, waiting_since, next_try, failures, last_error, last_error_at,
                   last_sent_at
              FROM audit.stream_states()
            """,
            (row, _) -> Map.entry(row.getObject(1, UUID.class), state(row)))
        .forEach(state -> states.put(state.getKey(), state.getValue()));
    return states;
  }

  /// Adds one, within a transaction of the caller.
  ///
  /// @param begin the place of the log that it begins with
  static Added add(JdbcClient client, LogStream stream, long begin) {
    CredentialRef credential = stream.credential();
    return client
        .sql("SELECT upper(audit.add_stream(?, ?, ?, ?, ?, ?, ?, ?, ?))")
        .param(stream.id())
        .param(stream.name())
        .param(stream.kind().key())
        .param(stream.host())
        .param(stream.port())
        .param(stream.path().isEmpty() ? null : stream.path())
        .param(stream.authority())
        .param(credential == null ? null : credential.id())
        .param(begin)
        .query((row, _) -> Added.valueOf(row.getString(1)))
        .single();
  }

  /// Removes one, within a transaction of the caller; false where there is none.
  static boolean remove(JdbcClient client, UUID id) {
    return client.sql("SELECT audit.remove_stream(?)").param(id).query(Boolean.class).single();
  }

  /// Has one send nothing more; false where there is none.
  ///
  /// @param scope may change settings
  boolean pause(WorkspaceScope scope, UUID id, Pause why) {
    return database.write(
        scope,
        client ->
            client
                .sql("SELECT audit.pause_stream(?, ?)")
                .params(id, why.key())
                .query(Boolean.class)
                .single());
  }

  /// Has one go on where it was; false where there is none.
  boolean resume(WorkspaceScope scope, UUID id) {
    return database.write(
        scope,
        client ->
            client.sql("SELECT audit.resume_stream(?)").param(id).query(Boolean.class).single());
  }

  private static LogStream stream(ResultSet row) throws SQLException {
    UUID credential = row.getObject("credential_id", UUID.class);
    String path = row.getString("path");
    return new LogStream(
        row.getObject("id", UUID.class),
        row.getString("name"),
        StreamKind.ofKey(row.getString("kind")).orElseThrow(),
        row.getString("host"),
        row.getInt("port"),
        path == null ? "" : path,
        row.getString("authority"),
        credential == null ? null : new CredentialRef(credential),
        row.getObject("added_at", OffsetDateTime.class).toInstant(),
        Pause.ofKey(row.getString("paused")),
        instant(row, "paused_at"));
  }

  private static State state(ResultSet row) throws SQLException {
    String error = row.getString("last_error");
    return new State(
        row.getLong("behind"),
        instant(row, "waiting_since"),
        instant(row, "next_try"),
        row.getInt("failures"),
        error == null ? null : Obstacle.sentence(error),
        instant(row, "last_error_at"),
        instant(row, "last_sent_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static UUID workspace(WorkspaceScope scope) {
    return scope.workspace().value();
  }
}
