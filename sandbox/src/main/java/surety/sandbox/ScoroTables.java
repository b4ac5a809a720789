package surety.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The firm in Scoro's modules: durations as `02:30:00`, ids of 0 for none. Time stands at tasks
/// and at events, and these at projects; one task and one event for each project here.
final class ScoroTables {
  private static final long FIRST_TASK = 7_000_000;
  private static final long FIRST_EVENT = 8_000_000;
  private static final String MORNING = "T09:00:00+03:00";

  private final Firm firm;

  ScoroTables(Firm firm) {
    this.firm = firm;
  }

  List<Table> all() {
    return List.of(
        projects(),
        invoices(),
        timeEntries(),
        tasks(),
        calendar(),
        users(),
        laborCost(),
        prices(),
        quotes(),
        contacts());
  }

  private static @Nullable BigDecimal decimal(@Nullable Money money) {
    return money == null ? null : money.amount();
  }

  private static BigDecimal decimal(long minorUnits) {
    return BigDecimal.valueOf(minorUnits, 2);
  }

  private static String clock(int minutes) {
    return "%02d:%02d:00".formatted(minutes / 60, minutes % 60);
  }

  private static long orNone(@Nullable Long id) {
    return id == null ? 0 : id;
  }

  private static @Nullable String at(@Nullable LocalDate day) {
    return day == null ? null : day + MORNING;
  }

  private Table projects() {
    Shape<Project> shape =
        new Shape<Project>(Project::id, this::project).column("modified_date", _ -> firm.today());
    return new Table("projects", shape.rows(firm.projects()));
  }

  // Who asks with the key of the company is not told a company's name.
  private void project(Project project, Json json) {
    json.put("project_id", project.id()).put("no", project.id());
    json.put("project_name", project.name()).put("description", "");
    json.put("company_id", orNone(project.clientId())).put("is_personal", false);
    json.put("status", project.archived() ? "completed" : "inprogress");
    json.put("manager_id", project.managerId()).put("date", project.startsOn());
    json.put("deadline", project.endsOn()).put("duration", "00:00:00");
    json.put("budget_type", "simple").put("modified_date", firm.today() + " 09:00:00");
    json.put("is_deleted", false);
  }

  private Table invoices() {
    Shape<Invoice> shape =
        new Shape<Invoice>(Invoice::id, ScoroTables::invoice)
            .column("modified_date", Times::changedOn);
    return new Table("invoices", shape.rows(firm.invoices()));
  }

  private static void invoice(Invoice invoice, Json json) {
    json.put("id", invoice.id()).put("no", invoice.number());
    json.put("sum", decimal(invoice.net())).put("vat_sum", decimal(invoice.tax()));
    json.put("vat", invoice.taxPercent()).put("discount", 0);
    json.put("currency", invoice.currency()).put("currency_rate", 1);
    json.put("paid_sum", decimal(invoice.paid()));
    json.put("receivable_sum", decimal(invoice.open())).put("company_id", invoice.clientId());
    json.put("person_id", 0).put("project_id", invoice.lines().getFirst().projectId());
    json.put("date", invoice.issuedOn()).put("deadline", invoice.dueOn());
    json.put("status", invoice.open() == 0 ? "paid" : "unpaid").put("is_sent", true);
    json.put("lines", null).put("modified_date", Times.changedOn(invoice) + " 09:00:00");
    json.put("created_date", invoice.createdOn() + " 08:00:00").put("is_deleted", false);
  }

  // Every tenth entry stands at an event. What was planned and not done yet is listed as well.
  private Table timeEntries() {
    Shape<TimeEntry> shape =
        new Shape<TimeEntry>(TimeEntry::id, (it, json) -> time(it, true, json))
            .column("time_entry_date", TimeEntry::day)
            .column("modified_date", it -> Times.changedOn(it, firm.today()));
    Shape<TimeEntry> planned =
        new Shape<TimeEntry>(TimeEntry::id, (it, json) -> time(it, false, json))
            .column("time_entry_date", TimeEntry::day)
            .column("modified_date", TimeEntry::day);
    List<Row> rows = new ArrayList<>(shape.rows(firm.timeEntries()));
    rows.addAll(planned.rows(firm.runningTimers()));
    return new Table("timeEntries", rows);
  }

  private void time(TimeEntry entry, boolean done, Json json) {
    boolean event = entry.id() % 10 == 0;
    json.put("time_entry_id", entry.id()).put("title", "").put("description", entry.note());
    json.put("user_id", entry.personId()).put("activity_id", 0).put("invoice_line_id", 0);
    json.put("event_id", (event ? FIRST_EVENT : FIRST_TASK) + entry.projectId());
    json.put("event_type", event ? "cal" : "task").put("start_datetime", at(entry.day()));
    json.put("duration", clock(entry.minutes()));
    json.put("billable_duration", clock(entry.billableMinutes()));
    json.put("is_completed", done).put("is_confirmed", entry.approved());
    json.put("is_billable", entry.billableMinutes() > 0).put("is_deleted", false);
    json.put("modified_date", Times.changedOn(entry, firm.today()) + "T16:00:00+03:00");
  }

  private Table tasks() {
    Shape<Project> ofProject = new Shape<>(it -> FIRST_TASK + it.id(), ScoroTables::task);
    Shape<Booking> booked = new Shape<>(Booking::id, ScoroTables::task);
    List<Row> rows = new ArrayList<>(ofProject.rows(firm.projects()));
    rows.addAll(booked.rows(firm.bookings()));
    return new Table("tasks", rows);
  }

  private static void task(Project project, Json json) {
    json.put("event_id", FIRST_TASK + project.id()).put("event_name", "All work");
    json.put("project_id", project.id()).put("company_id", orNone(project.clientId()));
    json.openArray("related_users").closeArray().put("start_datetime", null);
    json.put("datetime_due", null).put("duration_planned", "00:00:00").put("is_deleted", false);
  }

  private static void task(Booking booking, Json json) {
    json.put("event_id", booking.id()).put("event_name", "Task");
    json.put("project_id", orNone(booking.projectId())).put("company_id", 0);
    json.openArray("related_users").element(Long.toString(booking.personId())).closeArray();
    json.put("start_datetime", at(booking.from())).put("datetime_due", at(booking.to()));
    json.put("duration_planned", clock(booking.totalMinutes())).put("is_deleted", false);
  }

  // Who takes part is not listed.
  private Table calendar() {
    Shape<Project> shape =
        new Shape<>(
            it -> FIRST_EVENT + it.id(),
            (it, json) ->
                json.put("event_id", FIRST_EVENT + it.id())
                    .put("event_name", "Meeting")
                    .put("project_id", it.id())
                    .put("company_id", orNone(it.clientId()))
                    .put("status", "busy")
                    .put("duration_planned", "01:00:00"));
    return new Table("calendar", shape.rows(firm.projects()));
  }

  // Each has a role of their own here, so that each has a price.
  private Table users() {
    Shape<Person> shape =
        new Shape<>(
            Person::id,
            (it, json) ->
                json.put("id", it.id())
                    .put("firstname", it.firstName())
                    .put("lastname", it.lastName())
                    .put("full_name", it.name())
                    .put("email", it.email())
                    .put("status", it.active() ? "active" : "inactive")
                    .put("position", it.title())
                    .put("role_id", it.id())
                    .put("timezone", "Europe/Tallinn"));
    return new Table("users", shape.rows(firm.people()));
  }

  private Table laborCost() {
    return new Table(
        "usersLaborCost", new Shape<>(Person::id, ScoroTables::cost).rows(firm.people()));
  }

  private static void cost(Person person, Json json) {
    json.put("user_id", person.id()).openArray("labor_cost");
    for (Person.CostRate rate : person.costRates()) {
      Json cost = new Json().open().put("date", rate.from());
      json.element(cost.put("hour_cost", decimal(rate.perHour())).close().toString());
    }
    json.closeArray();
  }

  private Table prices() {
    Shape<Person> shape =
        new Shape<>(
            Person::id,
            (it, json) ->
                json.put("role_id", it.id())
                    .put("role_name", it.title())
                    .put("price_list_id", 1)
                    .put("selling_price", decimal(it.defaultBillRate()))
                    .put("currency", firm.homeCurrency()));
    return new Table("rolesPrices", shape.rows(firm.people()));
  }

  private Table quotes() {
    Shape<Deal> shape =
        new Shape<Deal>(Deal::id, this::quote)
            .column("modified_date", it -> it.closedOn() == null ? it.createdOn() : it.closedOn());
    return new Table("quotes", shape.rows(firm.deals()));
  }

  private void quote(Deal deal, Json json) {
    String status =
        switch (deal.state()) {
          case OPEN -> "estimate_sent";
          case WON -> "confirmed";
          case LOST -> "lost";
        };
    Money value = deal.value();
    json.put("id", deal.id()).put("no", deal.id()).put("company_id", deal.clientId());
    json.put("company_name", company(deal.clientId())).put("project_id", 0);
    json.put("sum", decimal(value)).put("vat_sum", 0);
    json.put("currency", value == null ? firm.homeCurrency() : value.currency());
    json.put("status", status).put("date", deal.createdOn()).put("deadline", null);
    json.put("estimated_closing_date", deal.expectedCloseOn());
    json.put("confirmed_date", deal.closedOn()).put("owner_id", deal.ownerId());
    json.put("lines", null).put("is_deleted", false);
  }

  private String company(long id) {
    return firm.clients().stream()
        .filter(client -> client.id() == id)
        .map(Client::name)
        .findFirst()
        .orElseThrow();
  }

  private Table contacts() {
    Shape<Client> shape =
        new Shape<>(
            Client::id,
            (it, json) ->
                json.put("contact_id", it.id())
                    .put("contact_type", "company")
                    .put("name", it.name())
                    .put("is_deleted", false));
    return new Table("contacts", shape.rows(firm.clients()));
  }
}
