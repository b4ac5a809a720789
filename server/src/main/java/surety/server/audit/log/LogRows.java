package surety.server.audit.log;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.translog.LogEntry;
import surety.translog.RunTiles.Runs;
import surety.translog.Salt;
import surety.translog.TreeEdge;

/// Reads the log of a workspace, under row-level security.
@Repository
class LogRows {

  // What the images of changed rows in one page of entries may come to; they can be large.
  private static final int MOST_CHARACTERS = 4 << 20;

  private final WorkspaceDatabase database;

  LogRows(WorkspaceDatabase database) {
    this.database = database;
  }

  /// A checkpoint as it is kept.
  ///
  /// @param note as it was signed
  record Kept(long size, String note, Instant signedAt) {}

  /// The log as it is now.
  ///
  /// @param edge of the tree
  /// @param checkpoint the last one; null when none was signed yet
  record Head(TreeEdge edge, @Nullable Kept checkpoint) {}

  /// Empty when nothing was sequenced yet.
  Optional<Head> head(WorkspaceScope scope) {
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT l.size, l.edge, c.size, c.note, c.signed_at
                      FROM audit.log l
                      LEFT JOIN LATERAL (SELECT * FROM audit.checkpoint k
                                          WHERE k.workspace_id = l.workspace_id
                                          ORDER BY k.size DESC LIMIT 1) c ON true
                     WHERE l.workspace_id = ?
                    """)
                .param(scope.workspace().value())
                .query(
                    (row, _) ->
                        new Head(
                            TreeEdge.decode(row.getLong(1), row.getBytes(2)),
                            row.getString(4) == null
                                ? null
                                : new Kept(row.getLong(3), row.getString(4), instant(row, 5))))
                .optional());
  }

  /// The newest checkpoints, newest first.
  List<Kept> checkpoints(WorkspaceScope scope, int most) {
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT size, note, signed_at FROM audit.checkpoint
                     WHERE workspace_id = ? ORDER BY size DESC LIMIT ?
                    """)
                .params(scope.workspace().value(), most)
                .query((row, _) -> new Kept(row.getLong(1), row.getString(2), instant(row, 3)))
                .list());
  }

  /// The hashes of complete runs.
  Map<Runs, byte[]> runs(WorkspaceScope scope, List<Runs> asked) {
    Map<Runs, ByteArrayOutputStream> read = new HashMap<>();
    database.read(
        scope,
        client -> {
          client
              .sql(
                  """
                  SELECT a.number, r.hashes
                    FROM unnest(?, ?, ?) WITH ORDINALITY AS a (level, first, count, number)
                    JOIN audit.run r ON r.workspace_id = ? AND r.level = a.level
                                    AND r.first >= a.first AND r.first < a.first + a.count
                   ORDER BY a.number, r.first
                  """)
              .param(asked.stream().map(Runs::level).toArray(Integer[]::new))
              .param(asked.stream().map(Runs::first).toArray(Long[]::new))
              .param(asked.stream().map(Runs::count).toArray(Integer[]::new))
              .param(scope.workspace().value())
              .query(
                  row -> {
                    Runs runs = asked.get(row.getInt(1) - 1);
                    read.computeIfAbsent(runs, _ -> new ByteArrayOutputStream())
                        .writeBytes(row.getBytes(2));
                  });
          return read;
        });
    Map<Runs, byte[]> runs = new HashMap<>();
    read.forEach((key, bytes) -> runs.put(key, bytes.toByteArray()));
    return runs;
  }

  /// An entry in its place.
  ///
  /// @param entry with its text, or erased when the trail does not hold it any more
  /// @param at when it was written
  /// @param stream the trail that it is of; null when it is erased
  record Standing(LogEntry entry, Instant at, @Nullable String stream) {
    long index() {
      return entry.index();
    }
  }

  /// Entries of a part of the log, in order: some of them, the first of which is the first that is
  /// there. Places of which nothing is known any more are left out.
  List<Standing> entries(WorkspaceScope scope, long first, long end, int most) {
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT * FROM (
                        SELECT l.seq, l.salt, l.at AS written_at, (e.entry).*,
                               sum(coalesce(octet_length((e.entry).row_before), 0)
                                   + coalesce(octet_length((e.entry).row_after), 0))
                                   OVER (ORDER BY l.seq)
                               - coalesce(octet_length((e.entry).row_before), 0)
                               - coalesce(octet_length((e.entry).row_after), 0) AS before_it
                          FROM (SELECT * FROM audit.leaf
                                 WHERE workspace_id = :workspace AND seq >= :first AND seq < :end
                                 ORDER BY seq LIMIT :most) l
                          LEFT JOIN LATERAL (
                              SELECT audit.entry_of(a) AS entry FROM audit.access a
                               WHERE l.stream = 'access' AND a.workspace_id = l.workspace_id
                                 AND a.at = l.at AND a.id = l.id
                              UNION ALL
                              SELECT audit.entry_of(c) FROM audit.change c
                               WHERE l.stream = 'change' AND c.workspace_id = l.workspace_id
                                 AND c.at = l.at AND c.id = l.id
                              UNION ALL
                              SELECT audit.entry_of(d) FROM audit.administration d
                               WHERE l.stream = 'administration'
                                 AND d.workspace_id = l.workspace_id
                                 AND d.at = l.at AND d.id = l.id) e
                            ON true) n
                     WHERE before_it <= :characters
                     ORDER BY seq
                    """)
                .param("workspace", scope.workspace().value())
                .param("first", first)
                .param("end", end)
                .param("most", most)
                .param("characters", MOST_CHARACTERS)
                .query((row, _) -> standing(row))
                .list());
  }

  /// The part of the log in which the entries of these days stand; empty when there are none.
  ///
  /// @param from first day, UTC
  /// @param to last day
  Optional<long[]> part(WorkspaceScope scope, LocalDate from, LocalDate to) {
    OffsetDateTime begin = from.atStartOfDay().atOffset(ZoneOffset.UTC);
    OffsetDateTime end = to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT min(seq), max(seq) + 1 FROM audit.leaf
                     WHERE workspace_id = ? AND at >= ? AND at < ? AND sequenced_at >= ?
                    """)
                .params(scope.workspace().value(), begin, end, begin)
                .query(
                    (row, _) ->
                        row.getObject(1) == null
                            ? Optional.<long[]>empty()
                            : Optional.of(new long[] {row.getLong(1), row.getLong(2)}))
                .single());
  }

  /// The place of an entry; empty when it has none, or is no entry of this workspace.
  Optional<Long> place(WorkspaceScope scope, UUID entry) {
    return database.read(
        scope,
        client ->
            client
                .sql("SELECT seq FROM audit.leaf WHERE workspace_id = ? AND id = ?")
                .params(scope.workspace().value(), entry)
                .query(Long.class)
                .optional());
  }

  /// The first place of which something is known; empty when there is none.
  Optional<Long> firstKnown(WorkspaceScope scope) {
    return database.read(
        scope,
        client ->
            client
                .sql("SELECT seq FROM audit.leaf WHERE workspace_id = ? ORDER BY seq LIMIT 1")
                .param(scope.workspace().value())
                .query(Long.class)
                .optional());
  }

  private static Standing standing(ResultSet row) throws SQLException {
    long seq = row.getLong("seq");
    Instant at = row.getObject("written_at", OffsetDateTime.class).toInstant();
    if (row.getString("id") == null) {
      return new Standing(new LogEntry.Erased(seq), at, null);
    }
    Salt salt = Salt.fromBytes(row.getBytes("salt"));
    String stream = row.getString("stream");
    return new Standing(new LogEntry.Opened(seq, salt, EntryText.of(row)), at, stream);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
