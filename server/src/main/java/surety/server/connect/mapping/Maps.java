package surety.server.connect.mapping;

import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;

/// Compiles the `map` section of a fetch.
public final class Maps {

  private Maps() {}

  /// The map of a fetch's records.
  public static RecordMap<? extends SourceRecord> compile(
      Fetch fetch, Section section, ValueCompiler values) {
    Fields fields = new Fields(section, values);
    return switch (fetch) {
      case PROJECTS -> new ProjectMap(fields);
      case INVOICES -> new InvoiceMap(fields);
      case TIME_ENTRIES -> new TimeEntryMap(fields);
      case PEOPLE -> new PersonMap(fields);
      case DEALS -> new DealMap(fields);
      case BOOKINGS -> new BookingMap(fields);
    };
  }
}
