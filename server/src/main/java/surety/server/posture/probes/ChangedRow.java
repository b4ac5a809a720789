package surety.server.posture.probes;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A row of one table that is added, removed, added again and changed in one transaction, and the
/// entries that each of these steps left.
///
/// @param owner who acts
record ChangedRow(TrackedTable table, UUID workspace, UUID owner) {

  // Some rows cannot go, such as the last owner's.
  private static final int TRIED = 6;

  private static final String WHICH =
      " WHERE t.workspace_id = :workspace AND to_jsonb(t) = :row::jsonb";

  private static final String ENTRIES =
      """
      SELECT count(*) AS entries,
             count(*) FILTER (WHERE accessor = 'u' AND principal = :owner) AS named,
             count(*) FILTER (WHERE at BETWEEN now() AND clock_timestamp()) AS timed,
             count(*) FILTER (WHERE CASE WHEN operation = 'INSERT' THEN row_before IS NULL
                 ELSE row_before - sealed = ANY (rows) END) AS before,
             count(*) FILTER (WHERE CASE WHEN operation = 'DELETE' THEN row_after IS NULL
                 ELSE row_after - sealed = ANY (rows) END) AS after,
             count(*) FILTER (WHERE NOT EXISTS (
                 SELECT FROM unnest(ARRAY[row_before, row_after]) image, unnest(sealed) name
                  WHERE image ->> name NOT IN ('[sealed]', '[sealed, changed]'))) AS masked
        FROM audit.change
       CROSS JOIN (SELECT :sealed::text[] AS sealed, ARRAY(
                       SELECT image::jsonb - :sealed::text[] FROM unnest(:rows::text[]) image)
                       AS rows) expected
       WHERE workspace_id = :workspace AND at >= now()
         AND xid = pg_current_xact_id()::text::bigint
         AND table_name = :table AND operation = :operation
      """;

  /// What a step left.
  ///
  /// @param rows how many rows it changed
  /// @param entries how many entries there are of it
  /// @param named how many of them name the owner
  /// @param timed how many have a time within the transaction
  /// @param before how many hold the row before, and none where there was none
  /// @param after how many hold the row after, and none where there is none
  /// @param masked how many show of bytes no more than that they are there
  record Left(
      String operation,
      long rows,
      long entries,
      long named,
      long timed,
      long before,
      long after,
      long masked) {

    @Override
    public String toString() {
      return operation + " of " + rows + " rows, " + entries + " entries";
    }
  }

  /// Tries each step that the serving role may do; what it may not do leaves nothing.
  List<Left> change(JdbcClient client) {
    List<Left> left = new ArrayList<>();
    int before = rows(client).size();
    ChangeSeeds.of(table.name()).ifPresent(sql -> seed(client, sql));
    List<String> rows = rows(client);
    boolean seeded = rows.size() > before;
    if (seeded) {
      left.add(left(client, "INSERT", 1, rows));
    }
    for (String row : rows.stream().limit(TRIED).toList()) {
      if (change(client, "DELETE FROM %s t" + WHICH, row) == 1) {
        left.add(left(client, "DELETE", 1, rows));
        if (change(client, insert(), row) == 1) {
          left.add(left(client, "INSERT", seeded ? 2 : 1, rows(client)));
        }
        break;
      }
    }
    for (String row : rows(client).stream().limit(1).toList()) {
      if (change(client, "UPDATE %s t SET workspace_id = workspace_id" + WHICH, row) == 1) {
        left.add(left(client, "UPDATE", 1, rows));
      }
    }
    return left;
  }

  private String insert() {
    return "INSERT INTO %s (COLUMNS) SELECT COLUMNS FROM jsonb_populate_record(NULL::%s, :row::jsonb)"
        .replace("%s", table.name())
        .replace("COLUMNS", table.columns());
  }

  private List<String> rows(JdbcClient client) {
    try {
      client.sql("SAVEPOINT step").update();
      return client
          .sql(
              "SELECT to_jsonb(t)::text FROM %s t WHERE workspace_id = :workspace"
                  .formatted(table.name()))
          .param("workspace", workspace)
          .query(String.class)
          .list();
    } catch (DataAccessException _) {
      client.sql("ROLLBACK TO SAVEPOINT step").update();
      return List.of();
    }
  }

  private void seed(JdbcClient client, String sql) {
    client.sql("SAVEPOINT step").update();
    try {
      var statement = client.sql(sql).param("workspace", workspace);
      if (sql.startsWith("SELECT")) {
        statement.query((row, _) -> "" + row.getString(1)).list();
      } else {
        statement.update();
      }
    } catch (DataAccessException _) {
      client.sql("ROLLBACK TO SAVEPOINT step").update();
    }
  }

  private int change(JdbcClient client, String sql, String row) {
    client.sql("SAVEPOINT step").update();
    try {
      return client
          .sql(sql.replace("%s", table.name()))
          .param("workspace", workspace)
          .param("row", row)
          .update();
    } catch (DataAccessException _) {
      client.sql("ROLLBACK TO SAVEPOINT step").update();
      return 0;
    }
  }

  private Left left(JdbcClient client, String operation, long changed, List<String> rows) {
    return client
        .sql(ENTRIES)
        .param("owner", owner)
        .param("workspace", workspace)
        .param("table", table.name())
        .param("operation", operation)
        .param("sealed", table.sealed().toArray(String[]::new))
        .param("rows", rows.toArray(String[]::new))
        .query(
            (row, _) ->
                new Left(
                    operation,
                    changed,
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)))
        .single();
  }
}
