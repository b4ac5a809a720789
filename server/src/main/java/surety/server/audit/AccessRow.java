package surety.server.audit;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;

/// An access entry as it is read.
record AccessRow(
    OffsetDateTime at,
    UUID id,
    Accessor accessor,
    UUID principal,
    @Nullable String email,
    AccessAction action,
    String dataKind,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    @Nullable UUID connectionId,
    @Nullable Long count,
    Outcome outcome,
    @Nullable UUID completes,
    @Nullable String detail)
    implements TrailEntry {

  /// The kind of data in words: `time-entries` is "time entries".
  public String data() {
    return dataKind.replace('-', ' ');
  }

  /// What to call the connection: its name or, when it has none any more, the start of its id.
  public String connectionIn(Map<UUID, String> names) {
    String name = names.get(connectionId);
    return name == null
        ? "connection " + String.valueOf(connectionId).substring(0, 8)
        : Visible.of(name);
  }

  /// What more the entry says, in words; null when that is nothing. The database has checked that
  /// it is numbers and short words.
  public @Nullable String details() {
    return detail == null ? null : detail.replaceAll("[{}\"]", "").replace(": ", " ");
  }

  /// The days that the access covered, in words; null when it covered all.
  public @Nullable String days() {
    if (firstDay == null && lastDay == null) {
      return null;
    }
    if (firstDay == null) {
      return "until " + lastDay;
    }
    if (lastDay == null) {
      return "from " + firstDay;
    }
    return firstDay.equals(lastDay) ? firstDay.toString() : firstDay + " to " + lastDay;
  }
}
