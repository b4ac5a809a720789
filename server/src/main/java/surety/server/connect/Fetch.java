package surety.server.connect;

import java.util.Locale;
import java.util.UUID;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.DataScope;

/// The six things that can be read from a source.
public enum Fetch {
  PROJECTS("Projects"),
  INVOICES("Invoices"),
  TIME_ENTRIES("Time entries"),
  PEOPLE("People"),
  DEALS("Deals"),
  BOOKINGS("Bookings");

  private final String label;

  Fetch(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// The name in connector files, such as `time_entries`.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind of data in audit entries, such as `time-entries`.
  public String kind() {
    return key().replace('_', '-');
  }

  /// The access entry that must be recorded before this fetch is made through a connection.
  public AccessEntry access(UUID connection, FetchRange range) {
    return AccessEntry.of(
            AccessAction.SOURCE_FETCH, new DataScope(kind(), range.from(), range.to()))
        .through(connection);
  }
}
