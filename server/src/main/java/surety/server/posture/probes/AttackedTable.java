package surety.server.posture.probes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.SqlAttacker;

/// A table that holds workspaces' rows, as PostgreSQL's own catalogue describes it to the role that
/// serves requests.
///
/// @param name schema and name
/// @param inserts whether that role may insert at all
/// @param updates whether it may update
/// @param deletes whether it may delete
/// @param gaps what of its protection is missing; empty when it is whole
record AttackedTable(String name, boolean inserts, boolean updates, boolean deletes, String gaps) {

  // Every table with a workspace's column, whatever it is declared to be, unless the role may not
  // touch it at all. Policies are judged as a set: they add up, so one that is too wide is enough.
  private static final String ALL =
      """
      WITH canon AS (
        SELECT '^\\(workspace_id = sec\\.workspace\\(\\(\\d+\\)::bigint\\)\\)$' AS form
      ), held AS (
        SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relrowsecurity,
               c.relforcerowsecurity, pg_has_role(c.relowner, 'USAGE') AS owned, a.attnum,
               has_any_column_privilege(c.oid, 'SELECT') AS reads,
               has_any_column_privilege(c.oid, 'INSERT') AS inserts,
               has_any_column_privilege(c.oid, 'UPDATE') AS updates,
               has_table_privilege(c.oid, 'DELETE') AS deletes
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
                             AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND n.nspname NOT IN ('pg_catalog', 'information_schema')
           AND n.nspname NOT LIKE 'pg\\_%'
      ), met AS (
        SELECT p.*, p.polpermissive AND p.polcmd <> '*'
                    AND coalesce(pg_get_expr(p.polqual, p.polrelid),
                                 pg_get_expr(p.polwithcheck, p.polrelid)) ~ form
                    AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid),
                                 pg_get_expr(p.polqual, p.polrelid)) ~ form AS canonical
          FROM pg_policy p, canon
         WHERE 0 = ANY (p.polroles)
            OR (SELECT oid FROM pg_roles WHERE rolname = current_user) = ANY (p.polroles)
      )
      SELECT name, inserts, updates, deletes, concat_ws('; ',
             CASE WHEN NOT relrowsecurity THEN 'row security is disabled' END,
             CASE WHEN NOT relforcerowsecurity THEN 'row security is not forced' END,
             CASE WHEN owned THEN 'the serving role owns it' END,
             (SELECT 'policy not canonical: ' || string_agg(polname, ', ')
                FROM met WHERE polrelid = held.oid AND NOT canonical),
             (SELECT 'no policy for: ' || string_agg(verb, ', ')
                FROM (VALUES ('r'::"char", 'SELECT', reads), ('a', 'INSERT', inserts),
                             ('w', 'UPDATE', updates), ('d', 'DELETE', deletes)) v (cmd, verb, may)
               WHERE may AND NOT EXISTS (SELECT FROM met WHERE polrelid = held.oid
                                            AND polcmd = cmd)),
             (SELECT 'unique across workspaces: ' || string_agg(i.indexrelid::regclass::text, ', ')
                FROM pg_index i
               WHERE i.indrelid = held.oid AND (i.indisunique OR i.indisexclusion)
                 AND i.indkey[0] <> held.attnum),
             (SELECT 'partitions open to the serving role: '
                     || string_agg(c.oid::regclass::text, ', ')
                FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
               WHERE h.inhparent = held.oid
                 AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')))
        FROM held
       WHERE reads OR inserts OR updates OR deletes
       ORDER BY name
      """;

  /// Every such table that there is now.
  static List<AttackedTable> all(SqlAttacker sql) throws SQLException {
    return sql.inTransaction(AttackedTable::read);
  }

  private static List<AttackedTable> read(Connection connection) throws SQLException {
    List<AttackedTable> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      while (row.next()) {
        tables.add(
            new AttackedTable(
                row.getString(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getString(5)));
      }
    }
    return tables;
  }

  /// Whether its protection is whole.
  Attempt catalogued() {
    return gaps.isEmpty()
        ? new Attempt.Refused("protected in the catalogue")
        : new Attempt.Succeeded(gaps);
  }
}
