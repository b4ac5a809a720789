package surety.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import surety.server.workspace.TripStart;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceDatabase.ReadsAfter;
import surety.server.workspace.WorkspaceScope;

/// Writes access entries, many in one statement and one commit.
@Repository
class AccessRows {

  private static final String APPEND =
      "SELECT audit.append_access(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final WorkspaceDatabase database;
  private final ReadsAfter<List<Row>> readsAfter;

  AccessRows(WorkspaceDatabase database) {
    this.database = database;
    this.readsAfter = database.readsAfter(new AppendFirst());
  }

  /// Appends the rows, all of this scope, and runs the query in one transaction, with others of the
  /// same moment; the rows are durable when this returns.
  <T> List<T> appendAndRead(
      WorkspaceScope scope, List<Row> rows, String sql, RowMapper<T> mapper, Object[] parameters) {
    return readsAfter.rows(scope, rows, sql, mapper, parameters);
  }

  /// Appends all rows or none; they are durable when this returns.
  void append(List<Row> rows) {
    database.appendSigned(
        rows.stream().map(Row::scope).toList(),
        (connection, signedScopes) -> append(connection, signedScopes, rows));
  }

  // Two scopes of the same content and second are signed to the same text, which the database then
  // checks once for all of their rows.
  private static boolean append(Connection connection, List<String> signed, List<Row> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      bind(statement, signed, rows);
      return statement.execute();
    }
  }

  private static int bind(PreparedStatement statement, List<String> signed, List<Row> rows)
      throws SQLException {
    Map<String, Integer> positions = new LinkedHashMap<>();
    signed.forEach(scope -> positions.putIfAbsent(scope, positions.size() + 1));
    Arrays arrays = new Arrays(statement.getConnection(), statement);
    arrays.add("text", List.copyOf(positions.keySet()), scope -> scope);
    arrays.add("int4", signed, positions::get);
    arrays.add("uuid", rows, Row::id);
    arrays.add("text", rows, row -> row.entry().action().name());
    arrays.add("text", rows, row -> row.entry().data().kind());
    arrays.add("date", rows, row -> row.entry().data().from());
    arrays.add("date", rows, row -> row.entry().data().to());
    arrays.add("uuid", rows, row -> row.entry().connectionId());
    arrays.add("int8", rows, row -> row.entry().count());
    arrays.add("text", rows, row -> row.entry().outcome().name());
    arrays.add("uuid", rows, Row::completes);
    arrays.add("text", rows, row -> json(row.entry().detail()));
    return arrays.bound;
  }

  /// Entries first, then the reads that they are about; nothing can be written after the entries.
  private static final class AppendFirst implements TripStart<List<Row>> {

    @Override
    public String sql() {
      return "BEGIN; " + APPEND + "; SET TRANSACTION READ ONLY";
    }

    @Override
    public int statements() {
      return 3;
    }

    @Override
    public int bind(PreparedStatement statement, List<String> signedScopes, List<List<Row>> rows)
        throws SQLException {
      List<String> signed = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        signed.addAll(Collections.nCopies(rows.get(i).size(), signedScopes.get(i)));
      }
      return AccessRows.bind(statement, signed, rows.stream().flatMap(List::stream).toList());
    }
  }

  private static @Nullable String json(@Nullable AccessDetail detail) {
    return detail == null ? null : detail.json();
  }

  /// An entry on its way to the database.
  ///
  /// @param completes the entry whose access this one ends
  record Row(UUID id, WorkspaceScope scope, AccessEntry entry, @Nullable UUID completes) {}

  /// Binds one array after the other.
  private static final class Arrays {

    private final Connection connection;
    private final PreparedStatement statement;
    private int bound;

    Arrays(Connection connection, PreparedStatement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    <T> void add(String type, List<T> rows, Function<T, @Nullable Object> value)
        throws SQLException {
      @Nullable Object[] values = rows.stream().map(value).toArray();
      statement.setArray(++bound, connection.createArrayOf(type, values));
    }
  }
}
