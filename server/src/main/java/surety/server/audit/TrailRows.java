package surety.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;
import surety.server.workspace.Accessor;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Reads the trails, from new to old.
///
/// A page is found by the place of the entry before it, in an index whose order is the page's
/// order, so that each page costs the same. The comparison of `at` alone repeats what the
/// comparison of the pair says, because only the former lets the database skip partitions.
@Repository
class TrailRows {

  static final String ACCESSES =
      """
      SELECT e.*, coalesce(m.email, g.email, k.name) AS email
        FROM (SELECT at, id, accessor, principal, action, data_kind, first_day, last_day,
                     connection_id, record_count, outcome, completes, detail
                FROM audit.access
               WHERE at >= :begin AND at < :end AND at <= :at AND (at, id) < (:at, :id)
               ORDER BY at DESC, id DESC
               LIMIT :limit) e
        LEFT JOIN workspace.member m ON m.id = e.principal
        LEFT JOIN workspace.support_grant g ON g.id = e.principal
        LEFT JOIN identity.api_key k ON k.id = e.principal
       ORDER BY e.at DESC, e.id DESC
      """;

  static final String CHANGES =
      """
      SELECT e.*, coalesce(m.email, g.email, k.name) AS email
        FROM (SELECT at, id, accessor, principal, table_name, operation, row_before, row_after
                FROM audit.change
               WHERE at >= :begin AND at < :end AND at <= :at AND (at, id) < (:at, :id)
               ORDER BY at DESC, id DESC
               LIMIT :limit) e
        LEFT JOIN workspace.member m ON m.id = e.principal
        LEFT JOIN workspace.support_grant g ON g.id = e.principal
        LEFT JOIN identity.api_key k ON k.id = e.principal
       ORDER BY e.at DESC, e.id DESC
      """;

  private final WorkspaceDatabase database;

  TrailRows(WorkspaceDatabase database) {
    this.database = database;
  }

  List<AccessRow> accesses(
      WorkspaceScope scope, TrailFilter filter, TrailPosition after, int limit) {
    return read(scope, ACCESSES, filter, after, limit, (row, _) -> access(row));
  }

  List<ChangeRow> changes(
      WorkspaceScope scope, TrailFilter filter, TrailPosition after, int limit) {
    return read(scope, CHANGES, filter, after, limit, (row, _) -> change(row));
  }

  private <T> List<T> read(
      WorkspaceScope scope,
      String sql,
      TrailFilter filter,
      TrailPosition after,
      int limit,
      RowMapper<T> mapper) {
    return database.read(
        scope,
        client ->
            client
                .sql(filtered(sql, filter))
                .params(parameters(filter, after, limit))
                .query(mapper)
                .list());
  }

  // A statement of its own for each case, so that each can follow its own index.
  static String filtered(String sql, TrailFilter filter) {
    return filter.only().isEmpty()
        ? sql
        : sql.replace("WHERE at >=", "WHERE accessor = :accessor AND at >=");
  }

  static Map<String, Object> parameters(TrailFilter filter, TrailPosition after, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("begin", filter.begin());
    parameters.put("end", filter.end());
    parameters.put("at", after.at());
    parameters.put("id", after.id());
    parameters.put("limit", limit);
    filter.only().ifPresent(a -> parameters.put("accessor", String.valueOf(a.letter())));
    return parameters;
  }

  private static AccessRow access(ResultSet row) throws SQLException {
    return new AccessRow(
        row.getObject("at", OffsetDateTime.class),
        row.getObject("id", UUID.class),
        Accessor.ofLetter(row.getString("accessor").charAt(0)),
        row.getObject("principal", UUID.class),
        row.getString("email"),
        AccessAction.valueOf(row.getString("action")),
        row.getString("data_kind"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getObject("connection_id", UUID.class),
        row.getObject("record_count", Long.class),
        Outcome.valueOf(row.getString("outcome")),
        row.getObject("completes", UUID.class),
        row.getString("detail"));
  }

  private static ChangeRow change(ResultSet row) throws SQLException {
    return new ChangeRow(
        row.getObject("at", OffsetDateTime.class),
        row.getObject("id", UUID.class),
        Accessor.ofLetter(row.getString("accessor").charAt(0)),
        row.getObject("principal", UUID.class),
        row.getString("email"),
        row.getString("table_name"),
        ChangeRow.Operation.valueOf(row.getString("operation")),
        row.getString("row_before"),
        row.getString("row_after"));
  }
}
