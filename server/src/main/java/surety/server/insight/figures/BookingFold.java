package surety.server.insight.figures;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import surety.server.connect.SourceRecord.Booking;

/// Folds bookings: leave and public holidays, which lower what is available, and planned work.
final class BookingFold {

  static final int WEEKS = 12;

  // Nobody books further than this; a span beyond it is a typing error, not work.
  private static final long LONGEST_DAYS = 3660;

  private final References references;
  private final Window window;
  private final Gaps gaps;
  private final LocalDate monday;
  private final LocalDate horizon;
  private final Map<Staff, Calendar> calendars = new HashMap<>();

  BookingFold(References references, Window window, Gaps gaps) {
    this.references = references;
    this.window = window;
    this.gaps = gaps;
    this.monday = window.asOf().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    this.horizon = monday.plusWeeks(WEEKS).minusDays(1);
  }

  void accept(int source, Booking booking) {
    Staff person = references.person(source, booking.personId());
    long days = ChronoUnit.DAYS.between(booking.from(), booking.to()) + 1;
    boolean sized = booking.perDay() != null || booking.total() != null;
    if (!sized || days < 1 || days > LONGEST_DAYS) {
      gaps.add(Gap.of(Gap.Kind.BOOKING_WITHOUT_HOURS, null, person.name(), 0));
    } else if (!booking.to().isBefore(window.dataFrom()) && !booking.from().isAfter(horizon)) {
      add(booking, person);
    }
  }

  private void add(Booking booking, Staff person) {
    Calendar calendar =
        calendars.computeIfAbsent(person, p -> new Calendar(window.dataFrom(), horizon));
    List<LocalDate> days = workingDays(booking, person);
    for (int i = 0; i < days.size(); i++) {
      if (calendar.holds(days.get(i))) {
        addDay(calendar, booking, days.get(i), seconds(booking, i, days.size()));
      }
    }
  }

  private static void addDay(Calendar calendar, Booking booking, LocalDate day, long seconds) {
    switch (booking.kind()) {
      case WORK -> calendar.book(day, seconds, booking.tentative());
      case PUBLIC_HOLIDAY -> calendar.holiday(day, seconds);
      case LEAVE -> {
        if (!booking.tentative()) {
          calendar.leave(day, seconds);
        }
      }
    }
  }

  private static List<LocalDate> workingDays(Booking booking, Staff person) {
    return booking
        .from()
        .datesUntil(booking.to().plusDays(1))
        .filter(day -> worksOn(person, day))
        .toList();
  }

  // Without a contract nobody knows the working days; Monday to Friday is what most people work.
  private static boolean worksOn(Staff person, LocalDate day) {
    return person.contractedOn(day)
        ? person.contractedSeconds(day) > 0
        : day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
  }

  // A total is spread evenly; the odd seconds go where they fall, so that the days add up to it.
  private static long seconds(Booking booking, int index, int days) {
    Duration perDay = booking.perDay();
    Duration total = booking.total();
    if (perDay != null) {
      return perDay.toSeconds();
    }
    long all = total == null ? 0 : total.toSeconds();
    return all * (index + 1) / days - all * index / days;
  }

  /// What a person has off that day, in seconds.
  long off(Staff person, LocalDate day) {
    Calendar calendar = calendars.get(person);
    return calendar == null ? 0 : calendar.off(day, person.presentSeconds(day));
  }

  /// The weeks ahead, the current one first. Call it when all time has been folded.
  List<CapacityWeek> weeks() {
    return IntStream.range(0, WEEKS).mapToObj(i -> week(monday.plusWeeks(i))).toList();
  }

  private CapacityWeek week(LocalDate start) {
    return references.people().stream()
        .flatMap(person -> start.datesUntil(start.plusDays(7)).map(day -> day(start, person, day)))
        .reduce(CapacityWeek.empty(start), CapacityWeek::plus);
  }

  private CapacityWeek day(LocalDate start, Staff person, LocalDate day) {
    long contracted = person.presentSeconds(day);
    long off = off(person, day);
    Calendar calendar = calendars.get(person);
    long confirmed = calendar == null ? 0 : calendar.confirmed(day);
    long tentative = calendar == null ? 0 : calendar.tentative(day);
    if (contracted == 0) {
      return new CapacityWeek(start, 0, 0, 0, 0, 0, confirmed + tentative);
    }
    long available = contracted - off;
    long onLeave = off == 0 ? 0 : Math.max(0, confirmed + tentative - available);
    return new CapacityWeek(start, contracted, available, confirmed, tentative, onLeave, 0);
  }
}
