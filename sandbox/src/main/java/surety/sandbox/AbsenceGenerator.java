package surety.sandbox;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes public holidays and leave as bookings, for the history and half a year ahead.
final class AbsenceGenerator {
  private static final int[][] HOLIDAYS = {{1, 1}, {5, 1}, {10, 3}, {12, 25}, {12, 26}};
  private static final Booking.Event VACATION =
      new Booking.Event(601, "Vacation", Booking.Kind.LEAVE);
  private static final Booking.Event SICK =
      new Booking.Event(602, "Sick leave", Booking.Kind.LEAVE);
  private static final Booking.Event HOLIDAY =
      new Booking.Event(603, "Public holiday", Booking.Kind.PUBLIC_HOLIDAY);

  private final FirmBuilder firm;
  private final SplittableRandom random;
  private final LocalDate start;
  private final LocalDate end;
  private final Map<Long, Map<LocalDate, Integer>> absent = new HashMap<>();

  AbsenceGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
    this.start = FirmGenerator.historyStart(firm.today);
    this.end = firm.today.plusDays(180);
  }

  void generate() {
    firm.events.addAll(List.of(VACATION, SICK, HOLIDAY));
    for (Person person : firm.people) {
      if (!person.placeholder()) {
        holidays(person);
        leave(person);
      }
    }
  }

  /// Minutes that a person was away, by person and day; pending and refused leave does not count.
  Map<Long, Map<LocalDate, Integer>> absentMinutes() {
    return absent;
  }

  private void holidays(Person person) {
    start
        .datesUntil(end)
        .filter(AbsenceGenerator::isHoliday)
        .filter(day -> person.capacityOn(day) > 0)
        .forEach(day -> add(person, HOLIDAY, day, day, null, Booking.State.CONFIRMED));
  }

  private static boolean isHoliday(LocalDate day) {
    for (int[] holiday : HOLIDAYS) {
      if (day.getMonthValue() == holiday[0] && day.getDayOfMonth() == holiday[1]) {
        return true;
      }
    }
    return false;
  }

  private void leave(Person person) {
    LocalDate day = start.plusDays(random.nextInt(50));
    Set<LocalDate> taken = new HashSet<>();
    while (day.isBefore(end)) {
      boolean sick = random.nextInt(3) == 0 && day.isBefore(firm.today);
      LocalDate last = day.plusDays(sick ? random.nextInt(3) : random.nextInt(11));
      if (worksIn(person, day, last)) {
        Booking.State state = sick ? Booking.State.CONFIRMED : state(day);
        Integer half = !sick && random.nextInt(9) == 0 ? 240 : null;
        add(person, sick ? SICK : VACATION, day, last, half, state);
      }
      taken.add(day);
      day = last.plusDays(15L + random.nextInt(55));
    }
  }

  private boolean worksIn(Person person, LocalDate from, LocalDate to) {
    return from.datesUntil(to.plusDays(1)).anyMatch(day -> person.capacityOn(day) > 0);
  }

  private Booking.State state(LocalDate day) {
    int draw = random.nextInt(100);
    if (draw < 3) {
      return Booking.State.REJECTED;
    }
    if (draw < 6) {
      return Booking.State.CANCELED;
    }
    boolean undecided = day.isAfter(firm.today) && draw < 40;
    return undecided ? Booking.State.PENDING : Booking.State.CONFIRMED;
  }

  private void add(
      Person person,
      Booking.Event event,
      LocalDate from,
      LocalDate to,
      @Nullable Integer half,
      Booking.State state) {
    int perDay = half == null ? longestDay(person, from, to) : half;
    int total = 0;
    for (LocalDate day : from.datesUntil(to.plusDays(1)).toList()) {
      int minutes = Math.min(perDay, person.capacityOn(day));
      total += minutes;
      if (minutes > 0 && state == Booking.State.CONFIRMED) {
        absent.computeIfAbsent(person.id(), _ -> new HashMap<>()).merge(day, minutes, Math::max);
      }
    }
    firm.bookings.add(
        new Booking(
            712_001 + firm.bookings.size(),
            person.id(),
            event.kind(),
            null,
            null,
            event.id(),
            from,
            to,
            Booking.Method.PER_DAY,
            perDay,
            null,
            total,
            state,
            earlier(from.minusDays(20), firm.today),
            ""));
  }

  private static int longestDay(Person person, LocalDate from, LocalDate to) {
    return from.datesUntil(to.plusDays(1)).mapToInt(person::capacityOn).max().orElse(0);
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
