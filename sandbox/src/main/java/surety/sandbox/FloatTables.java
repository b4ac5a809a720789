package surety.sandbox;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The firm in Float's resources. Rates and budgets are texts, flags are 0 and 1, and hours are
/// those of each working day.
final class FloatTables {
  private final Firm firm;
  private final String touched;

  FloatTables(Firm firm) {
    this.firm = firm;
    this.touched = firm.today() + " 06:00:00";
  }

  List<Table> all() {
    return List.of(clients(), projects(), people(), tasks(), timeoffs(), loggedTime());
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }

  private static @Nullable String text(@Nullable Money money) {
    return money == null ? null : money.amount().toPlainString();
  }

  private Table clients() {
    Shape<Client> shape =
        new Shape<Client>(
                Client::id, (it, json) -> json.put("client_id", it.id()).put("name", it.name()))
            .column("modified", _ -> touched);
    return new Table("clients", shape.rows(firm.clients()));
  }

  private Table projects() {
    Shape<Project> shape =
        new Shape<Project>(Project::id, this::project).column("modified", _ -> touched);
    return new Table("projects", shape.rows(firm.projects()));
  }

  private void project(Project project, Json json) {
    json.put("project_id", project.id()).put("name", project.name());
    json.put("project_code", project.code()).put("client_id", project.clientId());
    json.put("active", bit(!project.archived())).put("tentative", 0);
    json.put("non_billable", bit(project.billing() == Billing.NON_BILLABLE));
    boolean fixed = project.billing() == Billing.FIXED_FEE;
    json.put("budget_type", fixed ? 2 : project.fee() == null ? 0 : 3);
    json.put("budget_total", text(project.fee())).put("default_hourly_rate", null);
    json.put("start_date", project.startsOn()).put("end_date", project.endsOn());
    json.put("project_manager", project.managerId()).put("modified", touched);
  }

  private Table people() {
    Shape<Person> shape =
        new Shape<Person>(Person::id, this::person).column("modified", _ -> touched);
    return new Table("people", shape.rows(firm.people()));
  }

  private void person(Person person, Json json) {
    json.put("people_id", person.id()).put("name", person.name()).put("email", person.email());
    json.put("job_title", person.title()).put("active", bit(person.active()));
    json.put("employee_type", 1);
    json.put("people_type_id", person.placeholder() ? 3 : person.contractor() ? 2 : 1);
    json.put("contractor", bit(person.contractor()));
    json.openArray("work_days_hours");
    person.capacities().forEach(span -> fromSunday(span.minutesPerWeekday(), json));
    json.closeArray().put("default_hourly_rate", text(person.defaultBillRate()));
    json.put(
        "cost_rate",
        person.costRates().isEmpty() ? null : text(person.costRates().getLast().perHour()));
    json.put("start_date", person.joinedOn()).put("end_date", person.leftOn());
    json.put("modified", touched);
  }

  private static void fromSunday(List<Integer> week, Json json) {
    for (int day = 6; day < 13; day++) {
      json.element(HarvestTables.hours(week.get(day % 7)).toPlainString());
    }
  }

  private Table tasks() {
    return bookings("tasks", Booking.Kind.WORK, this::task);
  }

  private Table timeoffs() {
    return bookings("timeoffs", Booking.Kind.LEAVE, FloatTables::timeoff);
  }

  private Table bookings(
      String name, Booking.Kind kind, java.util.function.BiConsumer<Booking, Json> writer) {
    Shape<Booking> shape =
        new Shape<Booking>(Booking::id, writer)
            .column("start_date", Booking::from)
            .column("end_date", Booking::to)
            .column("modified", _ -> touched);
    return new Table(
        name, shape.rows(firm.bookings().stream().filter(it -> it.kind() == kind).toList()));
  }

  // Those with an even id name their people in a list, as newer answers do.
  private void task(Booking booking, Json json) {
    boolean several = booking.id() % 2 == 0;
    json.put("task_id", booking.id()).put("people_id", several ? null : booking.personId());
    json.openArray("people_ids");
    if (several) {
      json.element(Long.toString(booking.personId()));
    }
    json.closeArray().put("project_id", booking.projectId()).put("start_date", booking.from());
    json.put("end_date", booking.to()).put("start_time", null).put("hours", hours(booking));
    json.put("status", booking.state() == Booking.State.TENTATIVE ? 1 : 2);
    json.put("billable", 1).put("name", "").put("notes", booking.note());
    json.put("repeat_state", 0).put("repeat_end_date", null).put("modified", touched);
  }

  private static void timeoff(Booking booking, Json json) {
    json.put("timeoff_id", booking.id()).openArray("people_ids");
    json.element(Long.toString(booking.personId())).closeArray();
    json.put("timeoff_type_id", booking.eventId()).put("start_date", booking.from());
    json.put("end_date", booking.to()).put("hours", hours(booking)).put("timeoff_notes", "");
  }

  private static BigDecimal hours(Booking booking) {
    Integer minutes = booking.minutesPerDay();
    return HarvestTables.hours(minutes == null ? 0 : minutes);
  }

  private Table loggedTime() {
    Shape<TimeEntry> shape =
        new Shape<TimeEntry>(TimeEntry::id, FloatTables::time)
            .column("date", TimeEntry::day)
            .column("modified", it -> Times.changedOn(it, firm.today()) + " 16:00:00");
    return new Table("logged-time", shape.rows(firm.timeEntries()));
  }

  private static void time(TimeEntry entry, Json json) {
    json.put("logged_time_id", Long.toString(entry.id())).put("people_id", entry.personId());
    json.put("project_id", entry.projectId()).put("date", entry.day());
    json.put("hours", HarvestTables.hours(entry.minutes()));
    json.put("billable", bit(entry.billableMinutes() > 0)).put("notes", entry.note());
    json.put("locked", bit(entry.invoiceId() != null));
  }
}
