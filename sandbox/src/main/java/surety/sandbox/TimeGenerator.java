package surety.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes 60,000 time entries: what each person did on each day that they worked.
final class TimeGenerator {
  static final int ENTRIES = 60_000;
  private static final List<String> NOTES =
      List.of(
          "API contract review",
          "Sprint planning",
          "Template port",
          "Bug fixing",
          "Workshop",
          "Wireframes",
          "Code review",
          "Überarbeitung der Startseite",
          "Réunion client",
          "Testing",
          "Release",
          "Interviews");

  private final FirmBuilder firm;
  private final Map<Long, Map<LocalDate, Integer>> absent;
  private final SplittableRandom random;

  TimeGenerator(
      FirmBuilder firm, Map<Long, Map<LocalDate, Integer>> absent, SplittableRandom random) {
    this.firm = firm;
    this.absent = absent;
    this.random = random;
  }

  private record PersonDay(Person person, int index, LocalDate day, int minutes) {}

  void generate() {
    List<PersonDay> days = personDays();
    double due = 0;
    for (int i = 0; i < days.size(); i++) {
      due += (double) ENTRIES / days.size();
      PersonDay day = days.get(i);
      int wanted = (int) Math.round(due) + (i + 1 == days.size() ? 0 : random.nextInt(3) - 1);
      int count = Math.clamp(wanted, 1, day.minutes() / 15);
      log(day, count);
      due -= count;
    }
    addRunningTimers();
  }

  private List<PersonDay> personDays() {
    List<PersonDay> days = new ArrayList<>();
    LocalDate start = FirmGenerator.historyStart(firm.today);
    for (LocalDate day : start.datesUntil(firm.today.plusDays(1)).toList()) {
      for (int p = 0; p < firm.people.size(); p++) {
        Person person = firm.people.get(p);
        int minutes = worked(person, day);
        if (minutes > 0) {
          days.add(new PersonDay(person, p, day, minutes));
        }
      }
    }
    return days;
  }

  // Three in a hundred time sheets are forgotten, and a third of those of the last two days.
  private int worked(Person person, LocalDate day) {
    int present =
        person.capacityOn(day) - absent.getOrDefault(person.id(), Map.of()).getOrDefault(day, 0);
    int forgotten = day.isAfter(firm.today.minusDays(2)) ? 33 : 3;
    if (present < 60 || random.nextInt(100) < forgotten) {
      return 0;
    }
    return Math.max(60, present + 15 * (random.nextInt(10) - 5));
  }

  private void log(PersonDay day, int count) {
    int left = day.minutes();
    for (int i = 0; i < count; i++) {
      int rest = count - i - 1;
      int fair = left / (rest + 1) / 15 * 15;
      int jitter = fair >= 45 && rest > 0 ? 15 * (random.nextInt(5) - 2) : 0;
      int minutes = rest == 0 ? left : Math.clamp((long) fair + jitter, 15, left - 15 * rest);
      left -= minutes;
      firm.timeEntries.add(entry(day, minutes));
    }
  }

  private TimeEntry entry(PersonDay day, int minutes) {
    Project project = project(day);
    Service service = service(project, day.day());
    boolean billable = service.billing() != Billing.NON_BILLABLE;
    boolean cut = minutes >= 60 && random.nextInt(50) == 0;
    boolean recent = day.day().isAfter(firm.today.minusDays(12));
    return new TimeEntry(
        99_120_001L + firm.timeEntries.size(),
        day.person().id(),
        project.id(),
        service.id(),
        day.day(),
        minutes,
        billable ? minutes - (cut ? 30 : 0) : 0,
        service.rate(),
        day.person().costRateOn(day.day()).orElse(null),
        !recent && random.nextInt(200) != 0,
        null,
        NOTES.get(random.nextInt(NOTES.size())));
  }

  private Project project(PersonDay day) {
    boolean manager = day.index() < 3;
    List<Project> projects = firm.projects;
    if (random.nextInt(100) < (manager ? 45 : 14)) {
      return projects.get(projects.size() - 1 - random.nextInt(4));
    }
    List<Project> active = activeOn(day.day());
    int season = day.day().getYear() * 4 + day.day().getMonthValue() / 3;
    int pick = Math.floorMod(day.index() * 5 + season + random.nextInt(4), active.size());
    return active.get(pick);
  }

  private LocalDate cachedDay = LocalDate.MIN;
  private List<Project> cachedActive = List.of();

  private List<Project> activeOn(LocalDate day) {
    if (!day.equals(cachedDay)) {
      cachedDay = day;
      cachedActive = firm.projects.stream().filter(project -> runs(project, day)).toList();
    }
    return cachedActive;
  }

  private boolean runs(Project project, LocalDate day) {
    LocalDate[] span = firm.span(project);
    return project.clientId() != null && !day.isBefore(span[0]) && !day.isAfter(span[1]);
  }

  private Service service(Project project, LocalDate day) {
    List<Service> services = firm.servicesOf(project, day.getYear());
    int draw = random.nextInt(100);
    if (draw < 55 || services.size() == 1) {
      return services.getFirst();
    }
    if (draw < 82) {
      return services.get(Math.min(1, services.size() - 2));
    }
    return draw < 94 ? services.get(services.size() - 2) : services.getLast();
  }

  private void addRunningTimers() {
    List<TimeEntry> latest =
        firm.timeEntries.stream()
            .sorted(Comparator.comparing(TimeEntry::id).reversed())
            .limit(2)
            .toList();
    for (TimeEntry entry : latest) {
      firm.runningTimers.add(
          new TimeEntry(
              entry.id() + 100_000,
              entry.personId(),
              entry.projectId(),
              entry.serviceId(),
              firm.today,
              30,
              entry.billableMinutes() > 0 ? 30 : 0,
              entry.billRate(),
              entry.costRate(),
              false,
              null,
              "still running"));
    }
  }
}
