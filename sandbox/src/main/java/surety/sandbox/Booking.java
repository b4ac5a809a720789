package surety.sandbox;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Time of a person that is spoken for.
///
/// @param projectId set for work only
/// @param serviceId set for work only
/// @param eventId one of [Firm#events], set for leave and public holidays only
/// @param from first day
/// @param to last day, inclusive
/// @param minutesPerDay on each day of the span on which the person is contracted; set for PER_DAY
///     only
/// @param percent of each day's capacity; set for PERCENTAGE only
/// @param totalMinutes over the whole span, whatever the method
public record Booking(
    long id,
    long personId,
    Kind kind,
    @Nullable Long projectId,
    @Nullable Long serviceId,
    @Nullable Long eventId,
    LocalDate from,
    LocalDate to,
    Method method,
    @Nullable Integer minutesPerDay,
    @Nullable Integer percent,
    int totalMinutes,
    State state,
    LocalDate createdOn,
    String note) {

  /// What the time is spoken for.
  public enum Kind {
    WORK,
    LEAVE,
    PUBLIC_HOLIDAY
  }

  /// How the amount of time is given.
  public enum Method {
    PER_DAY,
    PERCENTAGE,
    TOTAL
  }

  /// How firm the booking is.
  public enum State {
    /// Holds.
    CONFIRMED,
    /// Work that may or may not come.
    TENTATIVE,
    /// Leave that waits for approval.
    PENDING,
    /// Leave that was refused.
    REJECTED,
    /// Leave that was taken back.
    CANCELED
  }

  /// A kind of absence.
  ///
  /// @param kind LEAVE or PUBLIC_HOLIDAY
  public record Event(long id, String name, Kind kind) {}

  Booking perDay(int minutes) {
    return with(from, to, new Measure(Method.PER_DAY, minutes, null), state, note);
  }

  /// As something to do between two days, of which nothing but its whole time is known.
  Booking inTotal(State newState) {
    return with(from, to, new Measure(Method.TOTAL, null, null), newState, note);
  }

  /// One day of it.
  Booking on(LocalDate day) {
    return with(day, day, new Measure(method, minutesPerDay, percent), state, note);
  }

  Booking withNote(String text) {
    return with(from, to, new Measure(method, minutesPerDay, percent), state, text);
  }

  private record Measure(Method method, @Nullable Integer perDay, @Nullable Integer percent) {}

  private Booking with(
      LocalDate first, LocalDate last, Measure measure, State newState, String text) {
    return new Booking(
        id,
        personId,
        kind,
        projectId,
        serviceId,
        eventId,
        first,
        last,
        measure.method(),
        measure.perDay(),
        measure.percent(),
        totalMinutes,
        newState,
        createdOn,
        text);
  }
}
