package surety.server.connect;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Which records a fetch is about.
///
/// Days bound time entries by their day, invoices by their issue date, and bookings by any day in
/// common; records without such a day are delivered. Projects, people and deals are always whole:
/// figures of a span need them however old they are.
///
/// @param from first day, inclusive; null when open
/// @param to last day, inclusive; null when open
/// @param changedSince only records that changed at or after this instant, where the connector can
///     ask for that (see [Capabilities]); null for all
public record FetchRange(
    @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Instant changedSince) {

  private static final FetchRange ALL = new FetchRange(null, null, null);

  /// @throws IllegalArgumentException if the days are in the wrong order
  public FetchRange {
    if (from != null && to != null && from.isAfter(to)) {
      throw new IllegalArgumentException("range ends before it starts");
    }
  }

  /// Every record.
  public static FetchRange all() {
    return ALL;
  }

  /// Records between two days, both inclusive.
  public static FetchRange between(LocalDate from, LocalDate to) {
    return new FetchRange(from, to, null);
  }

  /// Records that changed at or after an instant.
  public static FetchRange changedSince(Instant instant) {
    return new FetchRange(null, null, instant);
  }

  /// Whether a record lies in the range of days.
  public boolean holds(SourceRecord record) {
    return switch (record) {
      case SourceRecord.TimeEntry entry -> overlaps(entry.day(), entry.day());
      case SourceRecord.Invoice invoice -> overlaps(invoice.issuedOn(), invoice.issuedOn());
      case SourceRecord.Booking booking -> overlaps(booking.from(), booking.to());
      case SourceRecord.Project _, SourceRecord.Person _, SourceRecord.Deal _ -> true;
    };
  }

  private boolean overlaps(@Nullable LocalDate first, @Nullable LocalDate last) {
    boolean early = from != null && last != null && last.isBefore(from);
    boolean late = to != null && first != null && first.isAfter(to);
    return !early && !late;
  }
}
