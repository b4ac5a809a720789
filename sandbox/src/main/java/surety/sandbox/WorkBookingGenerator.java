package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Books people on projects in blocks of two weeks, from twelve weeks ago to twenty weeks ahead.
final class WorkBookingGenerator {
  private final FirmBuilder firm;
  private final SplittableRandom random;

  WorkBookingGenerator(FirmBuilder firm, SplittableRandom random) {
    this.firm = firm;
    this.random = random;
  }

  void generate() {
    LocalDate monday = firm.today.minusDays(firm.today.getDayOfWeek().getValue() - 1L);
    for (int week = -12; week < 20; week += 2) {
      LocalDate from = monday.plusWeeks(week);
      for (Person person : firm.people) {
        if (person.capacityOn(from) + person.capacityOn(from.plusDays(1)) > 0) {
          block(person, from, week);
        }
      }
    }
  }

  private void block(Person person, LocalDate from, int week) {
    List<Project> open = firm.projects.stream().filter(project -> runs(project, from)).toList();
    int count = week > 8 ? random.nextInt(3) : 1 + random.nextInt(3);
    for (int i = 0; i < count && !open.isEmpty(); i++) {
      book(person, open.get(random.nextInt(open.size())), from, week);
    }
  }

  private boolean runs(Project project, LocalDate from) {
    LocalDate[] span = firm.span(project);
    boolean training = project.clientId() == null && random.nextInt(6) > 0;
    return !training && !from.isBefore(span[0]) && !from.plusDays(11).isAfter(span[1]);
  }

  private void book(Person person, Project project, LocalDate from, int week) {
    LocalDate to = from.plusDays(11);
    int draw = random.nextInt(10);
    Booking.Method method =
        draw < 6
            ? Booking.Method.PER_DAY
            : draw < 8 ? Booking.Method.PERCENTAGE : Booking.Method.TOTAL;
    Integer perDay = method == Booking.Method.PER_DAY ? 60 * (2 + random.nextInt(3)) : null;
    Integer percent = method == Booking.Method.PERCENTAGE ? 25 * (1 + random.nextInt(3)) : null;
    boolean tentative = week > 1 && random.nextInt(4) == 0;
    List<Service> services = firm.servicesOf(project, from.getYear());
    firm.bookings.add(
        new Booking(
            712_001 + firm.bookings.size(),
            person.id(),
            Booking.Kind.WORK,
            project.id(),
            services.getFirst().id(),
            null,
            from,
            to,
            method,
            perDay,
            percent,
            total(person, from, to, perDay, percent),
            tentative ? Booking.State.TENTATIVE : Booking.State.CONFIRMED,
            earlier(from.minusDays(25), firm.today),
            tentative ? "to be confirmed" : ""));
  }

  private int total(
      Person person,
      LocalDate from,
      LocalDate to,
      @Nullable Integer perDay,
      @Nullable Integer percent) {
    if (perDay == null && percent == null) {
      return 60 * (10 + random.nextInt(30));
    }
    return from.datesUntil(to.plusDays(1))
        .mapToInt(person::capacityOn)
        .filter(capacity -> capacity > 0)
        .map(capacity -> perDay != null ? perDay : capacity * (percent == null ? 0 : percent) / 100)
        .sum();
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }
}
