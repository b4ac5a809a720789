package surety.server.insight.figures;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import surety.sandbox.Booking;
import surety.sandbox.Firm;
import surety.sandbox.Person;

/// Contracts, days off and bookings again, straight from the truth, day by day and person by
/// person.
final class Roster {

  private final Firm firm;

  Roster(Firm firm) {
    this.firm = firm;
  }

  long contractedMinutes(LocalDate first, LocalDate last) {
    return minutes(first, last, (person, day) -> present(person, day));
  }

  long availableMinutes(LocalDate first, LocalDate last) {
    return minutes(
        first, last, (person, day) -> Math.max(0, present(person, day) - off(person, day)));
  }

  long bookedMinutes(LocalDate first, LocalDate last, Booking.State state) {
    return minutes(
        first,
        last,
        (p, day) -> present(p, day) == 0 ? 0 : booked(p, day, Booking.Kind.WORK, state));
  }

  private interface PersonDay {
    long minutes(Person person, LocalDate day);
  }

  private long minutes(LocalDate first, LocalDate last, PersonDay each) {
    long sum = 0;
    for (Person person : firm.people()) {
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        sum += each.minutes(person, day);
      }
    }
    return sum;
  }

  private long present(Person person, LocalDate day) {
    boolean endless = person.capacities().stream().anyMatch(span -> span.to() == null);
    if (person.placeholder()
        || (!person.active()
            && endless
            && firm.timeEntries().stream()
                .filter(e -> e.personId() == person.id())
                .noneMatch(e -> !e.day().isBefore(day)))) {
      return 0;
    }
    return person.capacityOn(day);
  }

  private long off(Person person, LocalDate day) {
    Set<Long> holidays = new HashSet<>();
    for (Booking booking : firm.bookings()) {
      if (booking.kind() == Booking.Kind.PUBLIC_HOLIDAY) {
        holidays.add(on(booking, person, day));
      }
    }
    return holidays.stream().mapToLong(Long::longValue).max().orElse(0)
        + booked(person, day, Booking.Kind.LEAVE, Booking.State.CONFIRMED);
  }

  private long booked(Person person, LocalDate day, Booking.Kind kind, Booking.State state) {
    return firm.bookings().stream()
        .filter(booking -> booking.kind() == kind && booking.state() == state)
        .mapToLong(booking -> on(booking, person, day))
        .sum();
  }

  private static long on(Booking booking, Person person, LocalDate day) {
    Integer perDay = booking.minutesPerDay();
    if (booking.personId() != person.id()
        || day.isBefore(booking.from())
        || day.isAfter(booking.to())
        || person.capacityOn(day) == 0) {
      return 0;
    }
    long days =
        booking
            .from()
            .datesUntil(booking.to().plusDays(1))
            .filter(d -> person.capacityOn(d) > 0)
            .count();
    return perDay != null ? perDay : booking.totalMinutes() / days;
  }
}
