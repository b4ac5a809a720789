package surety.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The firm in Accelo's resources: everything is text, days are seconds since 1970, times are
/// seconds.
final class AcceloTables {
  private static final String DONE_BY = "1";

  private final Firm firm;
  private final FirmIndex index;

  AcceloTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
  }

  List<Table> all() {
    return List.of(jobs(), invoices(), activities(), staff(), prospects(), tasks(), companies());
  }

  private static @Nullable String unix(@Nullable LocalDate day) {
    return day == null
        ? null
        : Long.toString(day.atStartOfDay().toInstant(ZoneOffset.UTC).getEpochSecond());
  }

  private static @Nullable String text(@Nullable Money money) {
    return money == null ? null : money.amount().toPlainString();
  }

  private static String cents(long minorUnits) {
    return BigDecimal.valueOf(minorUnits, 2).toPlainString();
  }

  private static String id(long id) {
    return Long.toString(id);
  }

  private Table jobs() {
    Shape<Project> shape =
        new Shape<Project>(Project::id, this::job).column("date_modified", it -> touched());
    return new Table("jobs", shape.rows(firm.projects()));
  }

  private @Nullable String touched() {
    return unix(firm.today());
  }

  private void job(Project project, Json json) {
    Client client = index.client(project.clientId());
    String standing = project.archived() ? "complete" : "active";
    json.put("id", id(project.id())).put("title", project.name()).put("standing", standing);
    json.open("status").put("id", "5").put("title", "Status").put("standing", standing).close();
    json.open("company").put("id", id(client.id())).put("name", client.name()).close();
    json.open("manager").put("id", id(project.managerId())).close();
    json.put("date_created", unix(project.createdOn()));
    json.put("date_started", unix(project.startsOn())).put("date_due", unix(project.endsOn()));
    json.put("date_completed", project.archived() ? touched() : null);
    json.put("date_modified", touched()).open("job_object_budget").put("id", id(project.id()));
    json.put("service_price_subtotal_estimate", text(project.fee())).close();
  }

  private Table invoices() {
    Shape<Invoice> shape =
        new Shape<Invoice>(Invoice::id, AcceloTables::invoice)
            .column("date_raised", it -> unix(it.issuedOn()))
            .column("date_modified", it -> unix(Times.changedOn(it)));
    return new Table("invoices", shape.rows(firm.invoices()));
  }

  private static void invoice(Invoice invoice, Json json) {
    json.put("id", id(invoice.id())).put("subject", invoice.subject());
    json.put("invoice_number", invoice.number()).put("amount", cents(invoice.net()));
    json.put("tax", cents(invoice.tax())).put("outstanding", cents(invoice.open()));
    json.put("currency_id", "0").put("against_type", "job");
    json.put("against_id", id(invoice.lines().getFirst().projectId()));
    affiliation(invoice.clientId(), json);
    json.put("date_raised", unix(invoice.issuedOn())).put("date_due", unix(invoice.dueOn()));
    json.put("date_modified", unix(Times.changedOn(invoice)));
  }

  private static void affiliation(long client, Json json) {
    json.open("affiliation").put("id", id(client + 500_000)).put("company", id(client)).close();
  }

  // Every tenth is a note besides, on which nobody spent any time.
  private Table activities() {
    Shape<TimeEntry> shape =
        new Shape<TimeEntry>(TimeEntry::id, AcceloTables::activity)
            .column("date_logged", it -> unix(it.day()))
            .column("date_modified", it -> unix(Times.changedOn(it, firm.today())));
    Shape<TimeEntry> notes =
        new Shape<TimeEntry>(it -> it.id() + 90_000_000, AcceloTables::note)
            .column("date_logged", it -> unix(it.day()))
            .column("date_modified", it -> unix(it.day()));
    List<Row> rows = new java.util.ArrayList<>(shape.rows(firm.timeEntries()));
    rows.addAll(notes.rows(firm.timeEntries().stream().filter(it -> it.id() % 10 == 0).toList()));
    return new Table("activities", rows);
  }

  private static void activity(TimeEntry entry, Json json) {
    long seconds = 60L * entry.billableMinutes();
    json.put("id", id(entry.id())).put("subject", entry.note());
    logged(entry, seconds, 60L * entry.minutes() - seconds, json);
    json.put("rate_charged", text(entry.billRate()));
    Long invoice = entry.invoiceId();
    String standing = entry.approved() ? "approved" : "unapproved";
    json.put("standing", invoice == null ? standing : "invoiced");
    json.put("invoice_id", invoice == null ? null : id(invoice));
  }

  private static void note(TimeEntry entry, Json json) {
    json.put("id", id(entry.id() + 90_000_000)).put("subject", "A note");
    logged(entry, 0, 0, json);
    json.put("rate_charged", null).put("standing", "unapproved").put("invoice_id", null);
  }

  private static void logged(TimeEntry entry, long billable, long nonbillable, Json json) {
    json.open("staff").put("id", id(entry.personId())).close().put("against_type", "job");
    json.put("against_id", id(entry.projectId())).put("task", id(entry.serviceId()));
    json.put("billable", id(billable)).put("nonbillable", id(nonbillable));
    json.put("date_logged", unix(entry.day())).put("date_modified", unix(entry.day()));
  }

  private Table staff() {
    return new Table("staff", new Shape<>(Person::id, AcceloTables::person).rows(firm.people()));
  }

  private static void person(Person person, Json json) {
    json.put("id", id(person.id())).put("firstname", person.firstName());
    json.put("surname", person.lastName()).put("email", person.email());
    json.put("standing", person.active() ? "active" : "inactive");
    json.put("position", person.title()).put("timezone", "Europe/Berlin");
    json.put("staff_rate", text(person.defaultBillRate()));
    json.put(
        "staff_cost_rate",
        person.costRates().isEmpty() ? null : text(person.costRates().getLast().perHour()));
  }

  private Table prospects() {
    Shape<Deal> shape =
        new Shape<Deal>(Deal::id, AcceloTables::prospect)
            .column("date_modified", AcceloTables::changed);
    return new Table("prospects", shape.rows(firm.deals()));
  }

  private static @Nullable String changed(Deal deal) {
    return unix(deal.closedOn() == null ? deal.createdOn() : deal.closedOn());
  }

  private static void prospect(Deal deal, Json json) {
    Integer percent = deal.probabilityPercent();
    boolean lost = deal.state() == Deal.State.LOST;
    json.put("id", id(deal.id())).put("title", deal.name()).put("value", text(deal.value()));
    json.put("weighting", "3").put("progress", "0.2500");
    json.put("success", deal.state() == Deal.State.WON ? "yes" : "no");
    json.put("standing", deal.state() == Deal.State.OPEN ? "active" : "inactive");
    if (percent == null) {
      json.put("prospect_probability", null);
    } else {
      json.open("prospect_probability").put("id", "5").put("title", "Likely");
      json.put("value", Integer.toString(percent)).close();
    }
    json.put("manager", id(deal.ownerId())).put("cancelled_by_id", lost ? DONE_BY : null);
    affiliation(deal.clientId(), json);
    json.put("date_created", unix(deal.createdOn()));
    json.put("date_due", unix(deal.expectedCloseOn())).put("date_actioned", unix(deal.closedOn()));
    json.put("date_modified", changed(deal));
  }

  private Table tasks() {
    return new Table("tasks", new Shape<>(Booking::id, AcceloTables::task).rows(firm.bookings()));
  }

  private static void task(Booking booking, Json json) {
    json.put("id", id(booking.id())).put("title", "Task");
    json.open("assignee").put("id", id(booking.personId())).close();
    Long project = booking.projectId();
    json.open("job").put("id", project == null ? null : id(project)).close();
    json.put("date_started", unix(booking.from())).put("date_due", unix(booking.to()));
    json.put("budgeted", id(60L * booking.totalMinutes()));
    json.put("remaining", id(60L * booking.totalMinutes()));
  }

  private Table companies() {
    return new Table(
        "companies",
        new Shape<>(
                Client::id,
                (Client it, Json json) ->
                    json.put("id", id(it.id())).put("name", it.name()).put("standing", "active"))
            .rows(firm.clients()));
  }
}
