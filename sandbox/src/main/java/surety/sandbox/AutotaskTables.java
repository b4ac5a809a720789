package surety.sandbox;

import java.util.ArrayList;
import java.util.List;

/// The firm in Autotask's entities. Time hangs on tasks, tasks on projects; there is one task for
/// each project here. No amount has a currency.
final class AutotaskTables {
  private static final long FIRST_TASK = 5_000_000;

  private final Firm firm;
  private final String touched;

  AutotaskTables(Firm firm) {
    this.firm = firm;
    this.touched = String.valueOf(Times.utc(firm.today(), 6));
  }

  List<Table> all() {
    return List.of(
        companies(),
        projects(),
        tasks(),
        invoices(),
        billingItems(),
        timeEntries(),
        resources(),
        opportunities());
  }

  private Table companies() {
    Shape<Client> shape =
        new Shape<>(
            Client::id, (it, json) -> json.put("id", it.id()).put("companyName", it.name()));
    return new Table("Companies", shape.rows(firm.clients()));
  }

  private Table projects() {
    Shape<Project> shape =
        new Shape<Project>(Project::id, this::project).column("lastActivityDateTime", _ -> touched);
    return new Table("Projects", shape.rows(firm.projects()));
  }

  private void project(Project project, Json json) {
    json.put("id", project.id()).put("projectName", project.name());
    json.put("projectNumber", project.code()).put("companyID", project.clientId());
    json.put("status", project.archived() ? 5 : 1).put("projectType", 5);
    json.put("startDateTime", Times.utc(project.startsOn(), 0));
    json.put("endDateTime", Times.utc(project.endsOn(), 0));
    json.put("completedDateTime", project.archived() ? touched : null);
    json.put("laborEstimatedRevenue", HarvestTables.money(project.fee()));
    json.put("lastActivityDateTime", touched);
  }

  private Table tasks() {
    Shape<Project> shape =
        new Shape<>(
            it -> FIRST_TASK + it.id(),
            (it, json) ->
                json.put("id", FIRST_TASK + it.id())
                    .put("projectID", it.id())
                    .put("title", it.name()));
    return new Table("Tasks", shape.rows(firm.projects()));
  }

  private Table invoices() {
    Shape<Invoice> shape =
        new Shape<Invoice>(Invoice::id, AutotaskTables::invoice)
            .column("invoiceDateTime", it -> Times.utc(it.issuedOn(), 0));
    return new Table("Invoices", shape.rows(firm.invoices()));
  }

  private static void invoice(Invoice invoice, Json json) {
    boolean paid = invoice.state() == Invoice.State.PAID;
    boolean voided = invoice.state() == Invoice.State.WRITTEN_OFF;
    json.put("id", invoice.id()).put("invoiceNumber", invoice.number());
    json.put("companyID", invoice.clientId());
    json.put("invoiceTotal", HarvestTables.money(invoice.gross()));
    json.put("totalTaxValue", HarvestTables.money(invoice.tax()));
    json.put("invoiceDateTime", Times.utc(invoice.issuedOn(), 0));
    json.put("dueDate", Times.utc(invoice.dueOn(), 0));
    json.put("paidDate", paid ? Times.utc(invoice.closedOn(), 0) : null);
    json.put("isVoided", voided)
        .put("voidedDate", voided ? Times.utc(invoice.closedOn(), 0) : null);
  }

  private record Item(long id, long invoice, Invoice.Line line) {}

  private Table billingItems() {
    // A credit note has the line of the invoice that it corrects: numbers of its own for all.
    List<Item> items = new ArrayList<>();
    for (Invoice invoice : firm.invoices()) {
      for (Invoice.Line line : invoice.lines()) {
        items.add(new Item(1 + items.size(), invoice.id(), line));
      }
    }
    Shape<Item> shape =
        new Shape<>(
            Item::id,
            (it, json) ->
                json.put("id", it.id())
                    .put("invoiceID", it.invoice())
                    .put("projectID", it.line().projectId())
                    .put("extendedPrice", HarvestTables.money(it.line().amount()))
                    .put("itemName", it.line().description()));
    return new Table("BillingItems", shape.rows(items));
  }

  private Table timeEntries() {
    Shape<TimeEntry> shape =
        new Shape<TimeEntry>(TimeEntry::id, this::time)
            .column("dateWorked", it -> Times.utc(it.day(), 0))
            .column("lastModifiedDateTime", this::changed);
    return new Table("TimeEntries", shape.rows(firm.timeEntries()));
  }

  private String changed(TimeEntry entry) {
    return String.valueOf(Times.utc(Times.changedOn(entry, firm.today()), 16));
  }

  private void time(TimeEntry entry, Json json) {
    json.put("id", entry.id()).put("resourceID", entry.personId()).put("roleID", 1);
    json.put("ticketID", null).put("taskID", FIRST_TASK + entry.projectId());
    json.put("dateWorked", Times.utc(entry.day(), 0));
    json.put("hoursWorked", HarvestTables.hours(entry.minutes()));
    json.put("hoursToBill", HarvestTables.hours(entry.billableMinutes()));
    json.put("isNonBillable", entry.billableMinutes() == 0);
    json.put("billingApprovalDateTime", entry.approved() ? changed(entry) : null);
    json.put("lastModifiedDateTime", changed(entry)).put("summaryNotes", entry.note());
  }

  private Table resources() {
    Shape<Person> shape =
        new Shape<>(
            Person::id,
            (it, json) ->
                json.put("id", it.id())
                    .put("firstName", it.firstName())
                    .put("lastName", it.lastName())
                    .put("email", it.email())
                    .put("isActive", it.active())
                    .put("title", it.title())
                    .put(
                        "internalCost",
                        it.costRates().isEmpty()
                            ? null
                            : HarvestTables.money(it.costRates().getLast().perHour())));
    return new Table("Resources", shape.rows(firm.people()));
  }

  private Table opportunities() {
    Shape<Deal> shape =
        new Shape<Deal>(Deal::id, AutotaskTables::opportunity)
            .column(
                "lastActivity",
                it -> Times.utc(it.closedOn() == null ? it.createdOn() : it.closedOn(), 12));
    return new Table("Opportunities", shape.rows(firm.deals()));
  }

  private static void opportunity(Deal deal, Json json) {
    boolean lost = deal.state() == Deal.State.LOST;
    json.put("id", deal.id()).put("title", deal.name()).put("companyID", deal.clientId());
    json.put("amount", HarvestTables.money(deal.value())).put("cost", 0);
    json.put("probability", deal.probabilityPercent()).put("stage", deal.stageId());
    json.put("status", 1).put("projectedCloseDate", Times.utc(deal.expectedCloseOn(), 0));
    json.put("closedDate", lost ? null : Times.utc(deal.closedOn(), 0));
    json.put("lostDate", lost ? Times.utc(deal.closedOn(), 0) : null);
    json.put("createDate", Times.utc(deal.createdOn(), 12)).put("ownerResourceID", deal.ownerId());
  }
}
