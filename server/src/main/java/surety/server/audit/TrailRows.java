package surety.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.workspace.Accessor;

/// How entries of a trail are read.
///
/// @param sql one of [TrailSql]
record TrailRows<T extends TrailEntry>(TrailKind kind, String sql, RowMapper<T> mapper) {

  /// How many characters of a value a page shows.
  static final int SHOWN = 2_000;

  static final TrailRows<AccessRow> ACCESSES =
      new TrailRows<>(TrailKind.ACCESS, TrailSql.ACCESSES, (row, _) -> access(row));

  static final TrailRows<ChangeRow> CHANGES =
      new TrailRows<>(TrailKind.CHANGES, TrailSql.CHANGES_SHOWN, (row, _) -> change(row));

  static final TrailRows<ChangeImages> WHOLE_CHANGES =
      new TrailRows<>(TrailKind.CHANGES, TrailSql.CHANGES_WHOLE, (row, _) -> images(row));

  /// A part of a trail.
  ///
  /// @param begin no entry before this moment
  /// @param after no entry before this place in the trail
  /// @param most how many entries it has, asked for or not
  /// @param limit how many of those that are asked for are read
  record Part(OffsetDateTime begin, TrailPosition after, int most, int limit) {}

  /// What was found in a part.
  ///
  /// @param end its last entry, asked for or not; empty when nothing was left up to its begin
  record Found<T>(List<T> entries, Optional<TrailPosition> end) {}

  Found<T> read(JdbcClient client, TrailFilter filter, Map<UUID, String> connections, Part part) {
    List<T> entries = new ArrayList<>();
    List<TrailPosition> ends = new ArrayList<>(1);
    client
        .sql(filtered(this, filter))
        .params(parameters(filter, connections, part))
        .query(
            row -> {
              if (row.getBoolean("matched")) {
                entries.add(entry(row));
              }
              if (row.getBoolean("last")) {
                ends.add(position(row));
              }
            });
    return new Found<>(entries, ends.stream().findFirst());
  }

  /// The first moment that the trail can have entries of; empty when it has none.
  Optional<OffsetDateTime> oldest(JdbcClient client) {
    return client
        .sql(TrailSql.OLDEST_DAY)
        .param("table", kind.table())
        .query((row, _) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
        .single()
        .map(day -> day.atStartOfDay().atOffset(ZoneOffset.UTC));
  }

  static String filtered(TrailRows<?> rows, TrailFilter filter) {
    String condition = "(" + filter.condition(rows.kind()) + ")";
    return rows.sql().replace(TrailSql.CONDITION, condition);
  }

  static Map<String, Object> parameters(
      TrailFilter filter, Map<UUID, String> connections, Part part) {
    Map<String, Object> parameters = new HashMap<>(filter.parameters(connections));
    parameters.put("begin", part.begin());
    parameters.put("end", filter.end());
    parameters.put("at", part.after().at());
    parameters.put("id", part.after().id());
    parameters.put("most", part.most());
    parameters.put("limit", part.limit());
    parameters.put("heaviest", TrailSql.HEAVIEST);
    parameters.put("shown", SHOWN);
    return parameters;
  }

  private T entry(ResultSet row) throws SQLException {
    T entry = mapper.mapRow(row, 0);
    if (entry == null) {
      throw new SQLException("a row of the trail is no entry");
    }
    return entry;
  }

  private static TrailPosition position(ResultSet row) throws SQLException {
    return new TrailPosition(
        row.getObject("at", OffsetDateTime.class), row.getObject("id", UUID.class));
  }

  private static AccessRow access(ResultSet row) throws SQLException {
    return new AccessRow(
        row.getObject("at", OffsetDateTime.class),
        row.getObject("id", UUID.class),
        accessor(row),
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
        accessor(row),
        row.getObject("principal", UUID.class),
        row.getString("email"),
        row.getString("table_name"),
        ChangeRow.Operation.valueOf(row.getString("operation")),
        orEmpty(row.getString("title")),
        FieldChange.parse(row.getString("fields")));
  }

  private static ChangeImages images(ResultSet row) throws SQLException {
    return new ChangeImages(
        row.getObject("at", OffsetDateTime.class),
        row.getObject("id", UUID.class),
        accessor(row),
        row.getObject("principal", UUID.class),
        row.getString("email"),
        row.getString("table_name"),
        ChangeRow.Operation.valueOf(row.getString("operation")),
        row.getString("row_before"),
        row.getString("row_after"));
  }

  private static Accessor accessor(ResultSet row) throws SQLException {
    return Accessor.ofLetter(row.getString("accessor").charAt(0));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
