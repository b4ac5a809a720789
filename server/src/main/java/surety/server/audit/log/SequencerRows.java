package surety.server.audit.log;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import surety.server.audit.AdministrationLog;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;
import surety.translog.TilesBroken;
import surety.translog.TreeEdge;

/// What the sequencer does in the database, through the functions of migration V036, which want the
/// server's own signed scope.
@Repository
class SequencerRows {

  private static final int FETCHED_AT_ONCE = 500;

  private final WorkspaceDatabase database;
  private final WorkspaceScope server;

  SequencerRows(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.server = scopes.ofSystemJob(AdministrationLog.INSTALLATION, Set.of());
  }

  /// Where sequencing stands.
  ///
  /// @param upto the first transaction that may have entries without a place
  /// @param until the first one that has not ended
  /// @param since when entries were last sequenced
  record Position(long upto, long until, OffsetDateTime since) {}

  <T> T asServer(Function<JdbcClient, T> work) {
    return database.write(server, work);
  }

  static Position position(JdbcClient client) {
    return client
        .sql("SELECT upto, until, since FROM audit.sequencing()")
        .query(
            (row, _) ->
                new Position(
                    row.getLong(1), row.getLong(2), row.getObject(3, OffsetDateTime.class)))
        .single();
  }

  /// Reads entries without a place, one at a time; none is kept.
  static void unsequenced(
      JdbcClient client, Position position, int most, RowCallbackHandler reader) {
    client
        .sql("SELECT " + EntryText.COLUMNS + " FROM audit.unsequenced(?, ?, ?, ?)")
        .params(position.upto(), position.until(), position.since(), most)
        .withFetchSize(FETCHED_AT_ONCE)
        .query(reader);
  }

  /// The same of a day of the past.
  static void unsequencedOf(
      JdbcClient client, LocalDate day, Position position, int most, RowCallbackHandler reader) {
    client
        .sql("SELECT " + EntryText.COLUMNS + " FROM audit.unsequenced_of(?, ?, ?)")
        .params(day, position.upto(), most)
        .withFetchSize(FETCHED_AT_ONCE)
        .query(reader);
  }

  /// The days that have entries, the oldest first.
  static List<LocalDate> days(JdbcClient client) {
    return client
        .sql("SELECT * FROM audit.days_with_entries()")
        .query((row, _) -> row.getObject(1, LocalDate.class))
        .list();
  }

  /// The logs as they are stored.
  ///
  /// @param edges of those that are there
  /// @param broken those whose edge is none
  record Edges(Map<UUID, TreeEdge> edges, Set<UUID> broken) {}

  static Edges edges(JdbcClient client, Collection<UUID> workspaces) {
    Edges read = new Edges(new HashMap<>(), new HashSet<>());
    client
        .sql("SELECT workspace_id, size, edge FROM audit.logs(?)")
        .param(workspaces.toArray(UUID[]::new))
        .query(
            row -> {
              UUID workspace = EntryText.uuid(row, "workspace_id");
              try {
                read.edges()
                    .put(workspace, TreeEdge.decode(row.getLong("size"), row.getBytes("edge")));
              } catch (TilesBroken e) {
                read.broken().add(workspace);
              }
            });
    return read;
  }

  /// Appends to the logs.
  ///
  /// @param after the first transaction that may have entries without a place from then on
  /// @return false if another server did so in between; then nothing is changed
  static boolean append(JdbcClient client, Position position, long after, Growth growth) {
    Arguments with = new Arguments();
    var logs = growth.logs().entrySet();
    with.add("uuid", logs, Map.Entry::getKey);
    with.add("int8", logs, log -> log.getValue().before());
    with.add("int8", logs, log -> log.getValue().edge().size());
    with.addBytes(logs, log -> log.getValue().edge().encode());
    with.add("int4", growth.leaves(), Growth.Placed::log);
    with.add("int8", growth.leaves(), Growth.Placed::seq);
    with.add("text", growth.leaves(), placed -> placed.leaf().stream());
    with.add("timestamptz", growth.leaves(), placed -> placed.leaf().at().toString());
    with.add("uuid", growth.leaves(), placed -> placed.leaf().id());
    with.addBytes(growth.leaves(), placed -> placed.leaf().salt().bytes());
    with.add("int4", growth.runs(), Growth.CompleteRun::log);
    with.add("int4", growth.runs(), Growth.CompleteRun::level);
    with.add("int8", growth.runs(), Growth.CompleteRun::first);
    with.addBytes(growth.runs(), Growth.CompleteRun::hashes);
    return client
        .sql("SELECT audit.sequence(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(position.upto())
        .param(after)
        .params(with.values)
        .query(Boolean.class)
        .single();
  }

  /// Moves on though there was nothing to sequence.
  static void advance(JdbcClient client, Position position) {
    append(client, position, position.until(), new Growth(List.of(), Map.of()));
  }

  /// Keeps a checkpoint that was signed.
  static void keepCheckpoint(JdbcClient client, UUID workspace, long size, String note) {
    client
        .sql("SELECT audit.keep_checkpoint(?, ?, ?)::text")
        .params(workspace, size, note)
        .query(String.class)
        .optional();
  }

  /// Workspaces whose log has grown since its last checkpoint, if that is so old.
  static List<UUID> toSign(JdbcClient client, int seconds, @Nullable UUID after, int most) {
    return client
        .sql("SELECT * FROM audit.logs_to_sign(?, ?, ?)")
        .param(seconds)
        .param(after)
        .param(most)
        .query(UUID.class)
        .list();
  }

  /// Workspaces that have a log, and the installation.
  static List<UUID> all(JdbcClient client, @Nullable UUID after, int most) {
    return client
        .sql("SELECT * FROM audit.all_logs(?, ?)")
        .param(after)
        .param(most)
        .query(UUID.class)
        .list();
  }

  /// Arrays as arguments of a statement.
  private static final class Arguments {
    private final List<Object> values = new ArrayList<>();

    <T> void add(String type, Collection<T> from, Function<T, @Nullable Object> value) {
      values.add(new SqlArrayValue(type, from.stream().map(value).toArray()));
    }

    // The driver wants arrays of bytes in an array of arrays.
    <T> void addBytes(Collection<T> from, Function<T, byte[]> value) {
      values.add(
          new SqlArrayValue("bytea", (Object[]) from.stream().map(value).toArray(byte[][]::new)));
    }
  }
}
