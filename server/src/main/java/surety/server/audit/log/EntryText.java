package surety.server.audit.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/// The text of an entry that its leaf commits to: one line of JSON, members in order, those without
/// a value left out. It must never come out otherwise than it did when the entry was sequenced, or
/// the entry no longer verifies; a new member is therefore written only where it has a value.
///
/// What may hold any text, the images of a changed row and the detail, is written as the database
/// prints it.
final class EntryText {

  /// The columns that are read, of the database's type `audit.entry`.
  static final String COLUMNS =
      "workspace_id, at, id, xid, stream, accessor, principal, action, data_kind, first_day,"
          + " last_day, connection_id, record_count, outcome, completes, detail, table_name,"
          + " operation, row_before, row_after";

  // The database counts microseconds; all six digits, so that texts sort as times do.
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder(400).append('{');

  private EntryText() {}

  /// @param row has [#COLUMNS]
  static String of(ResultSet row) throws SQLException {
    EntryText text = new EntryText();
    text.quoted("accessor", row.getString("accessor"));
    text.quoted("action", row.getString("action"));
    text.raw("after", row.getString("row_after"));
    text.quoted("at", MICROS.format(at(row)));
    text.raw("before", row.getString("row_before"));
    text.quoted("completes", row.getString("completes"));
    text.quoted("connection", row.getString("connection_id"));
    text.raw("count", row.getString("record_count"));
    text.quoted("data", row.getString("data_kind"));
    text.raw("detail", row.getString("detail"));
    text.quoted("first_day", row.getString("first_day"));
    text.quoted("id", row.getString("id"));
    text.quoted("last_day", row.getString("last_day"));
    text.quoted("operation", row.getString("operation"));
    text.quoted("outcome", row.getString("outcome"));
    text.quoted("principal", row.getString("principal"));
    text.quoted("stream", row.getString("stream"));
    text.quoted("table", row.getString("table_name"));
    text.quoted("workspace", row.getString("workspace_id"));
    return text.text.append('}').toString();
  }

  static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  // Ids, times and words of the program: nothing that JSON escapes.
  private void quoted(String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      name(name).append('"').append(value).append('"');
    }
  }

  private void raw(String name, @org.jspecify.annotations.Nullable String json) {
    if (json != null) {
      name(name).append(json);
    }
  }

  private StringBuilder name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    return text.append('"').append(name).append("\":");
  }
}
