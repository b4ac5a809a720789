package surety.server.posture.probes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import surety.server.posture.probe.SqlAttacker;

/// A table with a workspace's data, and what PostgreSQL's own catalogue tells the role that serves
/// requests of how its changes are recorded.
///
/// @param name schema and name
/// @param exempt why its changes are not recorded; empty if they are
/// @param columns those that can be written, as a list for a statement
/// @param sealed those that hold bytes
/// @param gaps what is missing so that every change leaves an entry; empty when nothing is
/// @param shown columns of bytes that entries would show
record TrackedTable(
    String name,
    String exempt,
    String columns,
    List<String> sealed,
    String gaps,
    List<String> shown) {

  // A trigger of type 29 is one after each row that was inserted, updated or deleted; `A` means
  // also in sessions that apply a replica's changes.
  private static final String ALL =
      """
      SELECT t.table_name, coalesce(t.exempt, ''), held.columns, held.sealed,
             concat_ws('; ',
               CASE WHEN c.oid IS NULL THEN 'there is no such table' END,
               CASE WHEN g.arguments IS NULL THEN 'nothing records each change of a row' END,
               CASE WHEN g.arguments[1] <> t.table_name THEN 'recorded under another name' END,
               CASE WHEN pg_has_role(c.relowner, 'USAGE') THEN 'the serving role owns it' END,
               CASE WHEN has_table_privilege(c.oid, 'TRUNCATE') THEN 'the serving role empties it'
               END),
             ARRAY(SELECT s FROM unnest(held.sealed) s
                    WHERE NOT s = ANY (coalesce(g.arguments[2]::text[], '{}')))
        FROM audit.tracked_tables() t
        LEFT JOIN pg_class c ON c.oid = to_regclass(t.table_name)
       CROSS JOIN LATERAL (
           SELECT coalesce(string_agg(quote_ident(a.attname), ', ') FILTER (
                               WHERE a.attgenerated = ''), '') AS columns,
                  coalesce(array_agg(a.attname::text) FILTER (
                               WHERE a.atttypid = 'bytea'::regtype), '{}') AS sealed
             FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) held
        LEFT JOIN LATERAL (
           SELECT string_to_array(encode(g.tgargs, 'escape'), '\\000') AS arguments
             FROM pg_trigger g
            WHERE g.tgrelid = c.oid AND g.tgfoid = 'audit.record_change()'::regprocedure
              AND g.tgenabled = 'A' AND g.tgtype = 29 AND g.tgqual IS NULL
              AND cardinality(g.tgattr::smallint[]) = 0
            LIMIT 1) g ON true
       ORDER BY t.table_name
      """;

  // Found without the list: what is protected as a workspace's rows are.
  private static final String UNLISTED =
      """
      SELECT n.nspname || '.' || c.relname
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity
         AND n.nspname || '.' || c.relname NOT IN (SELECT table_name FROM audit.tracked_tables())
       ORDER BY 1
      """;

  /// Every such table that there is now.
  static List<TrackedTable> all(SqlAttacker sql) throws SQLException {
    return sql.inTransaction(TrackedTable::read);
  }

  /// Tables under row-level security that are not among them.
  static List<String> unlisted(SqlAttacker sql) throws SQLException {
    return sql.inTransaction(
        connection -> {
          List<String> names = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(UNLISTED)) {
            while (row.next()) {
              names.add(row.getString(1));
            }
          }
          return names;
        });
  }

  boolean isRecorded() {
    return exempt.isEmpty();
  }

  private static List<TrackedTable> read(Connection connection) throws SQLException {
    List<TrackedTable> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        tables.add(
            new TrackedTable(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                texts(row, 4),
                row.getString(5),
                texts(row, 6)));
      }
    }
    return tables;
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
