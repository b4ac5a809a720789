package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// One person's days off and bookings, in seconds a day. Confined to one fold.
///
/// Two public holidays on one day count once; leave adds up; both together never exceed the day's
/// contracted hours.
final class Calendar {

  private final LocalDate first;
  private final long[] holiday;
  private final long[] leave;
  private final long[] confirmed;
  private final long[] tentative;

  Calendar(LocalDate first, LocalDate last) {
    int days = (int) ChronoUnit.DAYS.between(first, last) + 1;
    this.first = first;
    this.holiday = new long[days];
    this.leave = new long[days];
    this.confirmed = new long[days];
    this.tentative = new long[days];
  }

  private int index(LocalDate day) {
    return (int) ChronoUnit.DAYS.between(first, day);
  }

  boolean holds(LocalDate day) {
    int index = index(day);
    return index >= 0 && index < leave.length;
  }

  void holiday(LocalDate day, long seconds) {
    holiday[index(day)] = Math.max(holiday[index(day)], seconds);
  }

  void leave(LocalDate day, long seconds) {
    leave[index(day)] += seconds;
  }

  void book(LocalDate day, long seconds, boolean perhaps) {
    (perhaps ? tentative : confirmed)[index(day)] += seconds;
  }

  long off(LocalDate day, long contracted) {
    return Math.min(contracted, holiday[index(day)] + leave[index(day)]);
  }

  long confirmed(LocalDate day) {
    return confirmed[index(day)];
  }

  long tentative(LocalDate day) {
    return tentative[index(day)];
  }
}
