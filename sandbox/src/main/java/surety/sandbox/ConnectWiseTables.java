package surety.sandbox;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The firm in ConnectWise PSA's resources: what is referred to is an object with id and name,
/// hours have a fraction, and money is in whole units.
final class ConnectWiseTables {
  private final Firm firm;
  private final FirmIndex index;
  private final String touched;

  ConnectWiseTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.touched = String.valueOf(Times.utc(firm.today(), 6));
  }

  List<Table> all() {
    return List.of(
        table("project/projects", new Shape<>(Project::id, this::project), firm.projects()),
        invoices(),
        entries(),
        table("system/members", new Shape<>(Person::id, ConnectWiseTables::member), firm.people()),
        opportunities(),
        statuses());
  }

  private <T> Table table(String name, Shape<T> shape, List<T> objects) {
    return new Table(name, shape.column("lastUpdated", _ -> touched).rows(objects));
  }

  private static void reference(Json json, String name, @Nullable Object id, String text) {
    json.open(name).put("id", id).put("name", text).close();
  }

  private static void currency(Json json, String code) {
    json.open("currency").put("id", 1).put("currencyCode", code).put("name", code).close();
  }

  private static void changed(Json json, @Nullable String at) {
    json.open("_info").put("lastUpdated", at).close();
  }

  private void project(Project project, Json json) {
    boolean fixed = project.billing() == Billing.FIXED_FEE;
    boolean billable = project.billing() != Billing.NON_BILLABLE;
    Client client = index.client(project.clientId());
    json.put("id", project.id()).put("name", project.name());
    reference(json, "company", client.id(), client.name());
    reference(json, "status", project.archived() ? 2 : 1, project.archived() ? "Closed" : "Open");
    json.put("closedFlag", project.archived());
    json.put("billingMethod", fixed ? "FixedFee" : "ActualRates");
    json.put("billingAmount", HarvestTables.money(project.fee()));
    json.put("billTime", billable ? "Billable" : "DoNotBill").put("budgetFlag", false);
    json.put("estimatedStart", Times.utc(project.startsOn(), 0));
    json.put("estimatedEnd", Times.utc(project.endsOn(), 0));
    currency(json, project.currency());
    changed(json, touched);
  }

  private Table invoices() {
    Shape<Invoice> shape =
        new Shape<Invoice>(Invoice::id, this::invoice)
            .column("date", it -> Times.utc(it.issuedOn(), 0))
            .column("lastUpdated", it -> Times.utc(Times.changedOn(it), 8));
    return new Table("finance/invoices", shape.rows(firm.invoices()));
  }

  private void invoice(Invoice invoice, Json json) {
    boolean credit = invoice.kind() == Invoice.Kind.CREDIT_NOTE;
    Client client = index.client(invoice.clientId());
    Project project = index.project(invoice.lines().getFirst().projectId());
    json.put("id", invoice.id()).put("invoiceNumber", invoice.number());
    json.put("type", credit ? "CreditMemo" : "Standard");
    reference(json, "status", 1, "Closed");
    reference(json, "company", client.id(), client.name());
    reference(json, "project", project.id(), project.name());
    json.put("date", Times.utc(invoice.issuedOn(), 0));
    json.put("dueDate", Times.utc(invoice.dueOn(), 0));
    json.put("subtotal", HarvestTables.money(invoice.net()));
    json.put("total", HarvestTables.money(invoice.gross()));
    json.put("salesTax", HarvestTables.money(invoice.tax()));
    json.put("balance", HarvestTables.money(invoice.open()));
    json.put("payments", HarvestTables.money(invoice.paid()));
    currency(json, invoice.currency());
    changed(json, Times.utc(Times.changedOn(invoice), 8));
  }

  private Table entries() {
    Shape<TimeEntry> shape =
        new Shape<TimeEntry>(TimeEntry::id, this::entry)
            .column("timeStart", it -> Times.utc(it.day(), 9))
            .column("lastUpdated", it -> Times.utc(Times.changedOn(it, firm.today()), 16));
    return new Table("time/entries", shape.rows(firm.timeEntries()));
  }

  private void entry(TimeEntry entry, Json json) {
    Project project = index.project(entry.projectId());
    Person person = index.person(entry.personId());
    json.put("id", entry.id());
    reference(json, "member", person.id(), person.name());
    reference(json, "project", project.id(), project.name());
    json.put("chargeToType", "ProjectTicket").put("timeStart", Times.utc(entry.day(), 9));
    json.put("actualHours", HarvestTables.hours(entry.minutes())).put("hoursDeduct", 0);
    json.put("billableOption", entry.billableMinutes() > 0 ? "Billable" : "DoNotBill");
    json.put("hourlyRate", HarvestTables.money(entry.billRate())).put("notes", entry.note());
    json.put(
        "status", entry.invoiceId() != null ? "Billed" : entry.approved() ? "ReadyToBill" : "Open");
    changed(json, Times.utc(Times.changedOn(entry, firm.today()), 16));
  }

  private static void member(Person person, Json json) {
    json.put("id", person.id()).put("identifier", "m" + person.id());
    json.put("firstName", person.firstName()).put("lastName", person.lastName());
    json.put("officeEmail", person.email()).put("inactiveFlag", !person.active());
    int week = person.capacities().getLast().minutesPerWeek();
    json.put("dailyCapacity", HarvestTables.hours(week / 5)).put("title", person.title());
    json.put(
        "hourlyCost",
        person.costRates().isEmpty()
            ? null
            : HarvestTables.money(person.costRates().getLast().perHour()));
    json.put("hourlyRate", HarvestTables.money(person.defaultBillRate()));
  }

  private Table opportunities() {
    BiConsumer<Deal, Json> writer = this::opportunity;
    Shape<Deal> shape =
        new Shape<>(Deal::id, writer).column("lastUpdated", it -> Times.utc(changedOn(it), 12));
    return new Table("sales/opportunities", shape.rows(firm.deals()));
  }

  private static java.time.LocalDate changedOn(Deal deal) {
    return deal.closedOn() == null ? deal.createdOn() : deal.closedOn();
  }

  private void opportunity(Deal deal, Json json) {
    Client client = index.client(deal.clientId());
    json.put("id", deal.id()).put("name", deal.name());
    reference(json, "company", client.id(), client.name());
    reference(json, "stage", deal.stageId(), "Stage " + deal.stageId());
    reference(json, "status", status(deal.state()), deal.state().name());
    Integer percent = deal.probabilityPercent();
    if (percent == null) {
      json.put("probability", null);
    } else {
      reference(json, "probability", percent, percent + "%");
    }
    json.put("expectedCloseDate", Times.utc(deal.expectedCloseOn(), 0));
    json.put("closedDate", Times.utc(deal.closedOn(), 0));
    changed(json, Times.utc(changedOn(deal), 12));
  }

  private static int status(Deal.State state) {
    return 1 + state.ordinal();
  }

  private Table statuses() {
    Shape<Deal.State> shape =
        new Shape<>(
            ConnectWiseTables::status,
            (state, json) ->
                json.put("id", status(state))
                    .put("name", state.name())
                    .put("wonFlag", state == Deal.State.WON)
                    .put("lostFlag", state == Deal.State.LOST)
                    .put("closedFlag", state != Deal.State.OPEN));
    return new Table("sales/opportunities/statuses", shape.rows(List.of(Deal.State.values())));
  }

  /// The items that make up the value of an opportunity: two that count, and one that does not.
  ///
  /// @throws Refused with status 404 if there is no such opportunity
  String forecast(long id) {
    Deal deal =
        firm.deals().stream()
            .filter(it -> it.id() == id)
            .findFirst()
            .orElseThrow(Refused::notFound);
    Json json = new Json().open().openArray("forecastItems");
    Money value = deal.value();
    if (value != null) {
      long part = value.minorUnits() / 4;
      json.element(item(1, "Service", part, true));
      json.element(item(2, "Product", value.minorUnits() - part, true));
      json.element(item(3, "Other1", 123_400, false));
    }
    return json.closeArray().close().toString();
  }

  private static String item(int id, String type, long revenue, boolean included) {
    Json json = new Json().open().put("id", id).put("forecastType", type);
    json.put("revenue", HarvestTables.money(revenue)).put("cost", 0);
    return json.put("includeFlag", included).close().toString();
  }
}
