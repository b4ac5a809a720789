package surety.sandbox;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Times of day for records of which the firm knows only the day, in the vendors' notations.
final class Times {
  private Times() {}

  /// Such as 2026-07-08T16:00:00Z; null for no day.
  static @Nullable String utc(@Nullable LocalDate day, int hour) {
    return day == null ? null : day + (hour < 10 ? "T0" : "T") + hour + ":00:00Z";
  }

  /// The same instant as Productive.io writes it, with milliseconds and an offset.
  static @Nullable String local(@Nullable LocalDate day, int utcHour) {
    int hour = utcHour + 1;
    return day == null ? null : day + (hour < 10 ? "T0" : "T") + hour + ":00:00.000+01:00";
  }

  /// A day or a time with offset from a request, in the form in which columns hold it.
  ///
  /// @throws Refused with status 422 if it is neither
  static String normalized(String text) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).toString();
      }
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
    } catch (DateTimeParseException e) {
      throw new Refused(422, "invalid_date", "not a day or a time with offset", e);
    }
  }

  /// The day of the last change of an entry: approval comes five days after the work.
  static LocalDate changedOn(TimeEntry entry, LocalDate today) {
    LocalDate approved = entry.day().plusDays(5);
    return !entry.approved() ? entry.day() : approved.isAfter(today) ? today : approved;
  }

  /// The day of the last change of an invoice.
  static LocalDate changedOn(Invoice invoice) {
    LocalDate last = invoice.closedOn() == null ? invoice.createdOn() : invoice.closedOn();
    for (Invoice.Payment payment : invoice.payments()) {
      last = payment.paidOn().isAfter(last) ? payment.paidOn() : last;
    }
    return last;
  }
}
