package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import surety.server.posture.scan.Needle;
import surety.server.workspace.WorkspaceId;

/// Rows of all tables that the serving role can read, as text, that were written since a moment.
@Component
class NewRows {

  // Each table with the columns that may be read.
  private static final String TABLES =
      """
      SELECT concat(n.nspname, '.', c.relname, ' ',
                    string_agg('x.' || quote_ident(a.attname), ',' ORDER BY a.attnum))
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
         AND has_schema_privilege(n.oid, 'USAGE')
         AND has_column_privilege(c.oid, a.attnum, 'SELECT')
       GROUP BY n.nspname, c.relname
       ORDER BY n.nspname, c.relname
      """;

  private static final String NOW = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";

  private final InjectedSql sql;

  NewRows(InjectedSql sql) {
    this.sql = sql;
  }

  /// The tables and the columns of each, as they are now.
  ///
  /// @param since the first transaction that counts
  record Tables(WorkspaceId workspace, Map<String, String> columns, long since) {}

  /// Notes the moment.
  Tables from(WorkspaceId workspace) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String row : answered(sql.run(workspace, TABLES))) {
      int space = row.indexOf(' ');
      columns.put(row.substring(0, space), row.substring(space + 1));
    }
    long since = Long.parseLong(answered(sql.run(workspace, NOW)).getFirst());
    return new Tables(workspace, columns, since);
  }

  /// The tables in which one of these texts stands, in any form in which a row can hold it.
  Set<String> holding(Tables tables, List<String> texts) {
    String[] forms =
        texts.stream()
            .flatMap(text -> Needle.ofText(text).stream())
            .filter(needle -> !needle.form().startsWith("UTF-16"))
            .map(needle -> new String(needle.bytes(), StandardCharsets.ISO_8859_1))
            .distinct()
            .toArray(String[]::new);
    List<String> parts = new ArrayList<>();
    tables.columns().forEach((table, columns) -> parts.add(part(table, columns)));
    String all =
        "SELECT part.name FROM (SELECT ?::bigint AS since, ?::text[] AS forms) q CROSS JOIN LATERAL"
            + " ("
            + String.join(" UNION ALL ", parts)
            + ") part";
    return new LinkedHashSet<>(answered(sql.run(tables.workspace(), all, tables.since(), forms)));
  }

  private static String part(String table, String columns) {
    return "SELECT '%s' AS name WHERE EXISTS (SELECT FROM %s x".formatted(table, table)
        + " WHERE age(x.xmin) <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint - q.since"
        + " AND EXISTS (SELECT FROM unnest(q.forms) form"
        + " WHERE strpos(row(%s)::text, form) > 0))".formatted(columns);
  }

  private static List<String> answered(Reply reply) {
    if (!reply.done()) {
      throw new IllegalStateException("rows cannot be searched: state " + reply.state());
    }
    return reply.rows();
  }

  /// The names of all tables.
  static Set<String> names(Tables tables) {
    return tables.columns().keySet().stream().collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
