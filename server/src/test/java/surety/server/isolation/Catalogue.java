package surety.server.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What PostgreSQL itself says is there, read as the superuser. No list of tables is kept by hand.
final class Catalogue {

  private final JdbcClient superuser;

  Catalogue(DataSource superuser) {
    this.superuser = JdbcClient.create(superuser);
  }

  /// Every table, partitions aside, that has a workspace column and is no control table, classified
  /// or not.
  List<Table> workspaceTables() {
    return superuser
        .sql(
            """
            SELECT c.oid::regclass::text
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN sec.table_class t ON t.table_name = n.nspname || '.' || c.relname
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'sec')
               AND (t.class = 'workspace'
                    OR t.class IS NULL
                       AND EXISTS (SELECT FROM pg_attribute a
                                    WHERE a.attrelid = c.oid AND a.attname = 'workspace_id'))
             ORDER BY 1
            """)
        .query(String.class)
        .list()
        .stream()
        .map(this::table)
        .toList();
  }

  /// Any table, also one that holds no workspace's rows.
  Table table(String name) {
    return new Table(
        name,
        columns(name),
        key(name),
        uniques(name),
        references(name),
        rights(name),
        permission(name, "read_permission") != Long.MIN_VALUE,
        Math.max(0, permission(name, "read_permission")),
        Math.max(0, permission(name, "write_permission")));
  }

  private List<Table.Column> columns(String table) {
    return superuser
        .sql(
            """
            SELECT quote_ident(attname), format_type(atttypid, atttypmod), attnotnull,
                   attgenerated <> '' OR attidentity <> ''
              FROM pg_attribute
             WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
             ORDER BY attnum
            """)
        .param(table)
        .query(
            (row, _) ->
                new Table.Column(
                    row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
        .list();
  }

  private static final String INDEX_COLUMNS =
      """
      SELECT (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY k.position)
                FROM unnest(i.indkey) WITH ORDINALITY k (attnum, position)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)
        FROM pg_index i
       WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indexprs IS NULL AND i.indpred IS NULL
      """;

  private List<String> key(String table) {
    return superuser
        .sql(INDEX_COLUMNS + " AND i.indisprimary")
        .param(table)
        .query(String.class)
        .optional()
        .map(Catalogue::split)
        .orElse(List.of());
  }

  private List<List<String>> uniques(String table) {
    return superuser.sql(INDEX_COLUMNS).param(table).query(String.class).list().stream()
        .map(Catalogue::split)
        .map(columns -> columns.stream().filter(c -> !c.equals(Table.WORKSPACE)).toList())
        .filter(columns -> !columns.isEmpty())
        .toList();
  }

  private List<Table.Reference> references(String table) {
    return superuser
        .sql(
            """
            SELECT k.confrelid::regclass::text, names(k.conrelid, k.conkey), names(k.confrelid, k.confkey)
              FROM pg_constraint k
             WHERE k.conrelid = ?::regclass AND k.contype = 'f' AND k.conparentid = 0
            """
                .replace("names(k.conrelid, k.conkey)", names("k.conrelid", "k.conkey"))
                .replace("names(k.confrelid, k.confkey)", names("k.confrelid", "k.confkey")))
        .param(table)
        .query(
            (row, _) ->
                new Table.Reference(
                    row.getString(1), split(row.getString(2)), split(row.getString(3))))
        .list();
  }

  private static String names(String table, String numbers) {
    return """
    (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY n.position)
       FROM unnest(%s) WITH ORDINALITY n (attnum, position)
       JOIN pg_attribute a ON a.attrelid = %s AND a.attnum = n.attnum)
    """
        .formatted(numbers, table);
  }

  private String rights(String table) {
    return superuser
        .sql(
            """
            SELECT coalesce(string_agg(left(verb, 1), ''), '')
              FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) verb
             WHERE CASE WHEN verb = 'DELETE' THEN has_table_privilege('surety_runtime', ?, verb)
                        ELSE has_any_column_privilege('surety_runtime', ?, verb) END
            """)
        .param(table)
        .param(table)
        .query(String.class)
        .single();
  }

  private long permission(String table, String column) {
    return superuser
        .sql(
            "SELECT "
                + column
                + " FROM sec.table_class WHERE table_name = ? AND class = 'workspace'")
        .param(table)
        .query(Long.class)
        .optional()
        .orElse(Long.MIN_VALUE);
  }

  /// The texts of a list of names.
  List<String> names(String sql, Object... parameters) {
    return superuser.sql(sql).params(parameters).query(String.class).list();
  }

  /// Changes something as the superuser.
  void change(String sql) {
    superuser.sql(sql).update();
  }

  /// The rows of a workspace in one text, to see whether anything was changed.
  String fingerprint(Table table, UUID workspace) {
    return superuser
        .sql(
            "SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), 'none') FROM "
                + table.name()
                + " t WHERE workspace_id = ?")
        .param(workspace)
        .query(String.class)
        .single();
  }

  private static List<String> split(String names) {
    return Arrays.asList(names.split(",", -1));
  }
}
