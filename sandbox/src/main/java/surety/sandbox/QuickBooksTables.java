package surety.sandbox;

import java.util.List;
import java.util.Objects;

/// The firm in QuickBooks Online's entities: what is referred to is a value with a name, all ids
/// are texts, and projects are customers below a customer.
final class QuickBooksTables {
  private final Firm firm;
  private final FirmIndex index;

  QuickBooksTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
  }

  /// A customer, or a project below one.
  private record Customer(long id, Client client, boolean job, Project project) {}

  List<Table> all() {
    return List.of(
        customers(),
        papers("Invoice", Invoice.Kind.INVOICE),
        papers("CreditMemo", Invoice.Kind.CREDIT_NOTE),
        new Table(
            "TimeActivity",
            new Shape<>(TimeEntry::id, this::time)
                .column("TxnDate", TimeEntry::day)
                .column("MetaData.CreateTime", it -> Times.utc(it.day(), 8))
                .column(
                    "MetaData.LastUpdatedTime",
                    it -> Times.utc(Times.changedOn(it, firm.today()), 8))
                .rows(firm.timeEntries())),
        new Table(
            "Employee",
            new Shape<>(Person::id, QuickBooksTables::employee)
                .column("Active", Person::active)
                .rows(firm.people())),
        new Table(
            "Estimate",
            new Shape<>(Deal::id, this::estimate)
                .column("MetaData.CreateTime", it -> Times.utc(it.createdOn(), 8))
                .column("MetaData.LastUpdatedTime", it -> Times.utc(it.createdOn(), 8))
                .rows(firm.deals())));
  }

  private Table customers() {
    Project none = firm.projects().getFirst();
    List<Customer> all = new java.util.ArrayList<>();
    firm.clients().forEach(it -> all.add(new Customer(it.id(), it, false, none)));
    firm.projects()
        .forEach(it -> all.add(new Customer(it.id(), index.client(it.clientId()), true, it)));
    return new Table(
        "Customer",
        new Shape<>(Customer::id, QuickBooksTables::customer)
            .column("Job", Customer::job)
            .column("Active", it -> !it.job() || !it.project().archived())
            .rows(all));
  }

  private static void customer(Customer customer, Json json) {
    Project project = customer.project();
    Client client = customer.client();
    json.put("Id", Long.toString(customer.id())).put("Job", customer.job());
    if (customer.job()) {
      json.put("DisplayName", project.name()).put("IsProject", true);
      json.put("FullyQualifiedName", client.name() + ":" + project.name());
      reference(json, "ParentRef", client.id(), client.name());
      json.put("Active", !project.archived());
      json.open("CurrencyRef").put("value", project.currency()).close();
    } else {
      json.put("DisplayName", client.name()).put("Active", true);
      json.open("CurrencyRef").put("value", client.currency()).close();
    }
  }

  private static void reference(Json json, String name, long id, String text) {
    json.open(name).put("value", Long.toString(id)).put("name", text).close();
  }

  private Table papers(String name, Invoice.Kind kind) {
    return new Table(
        name,
        new Shape<Invoice>(Invoice::id, (paper, json) -> paper(paper, json))
            .column("TxnDate", Invoice::issuedOn)
            .column("MetaData.CreateTime", it -> Times.utc(it.createdOn(), 6))
            .column("MetaData.LastUpdatedTime", it -> Times.utc(Times.changedOn(it), 8))
            .rows(firm.invoices().stream().filter(it -> it.kind() == kind).toList()));
  }

  private void paper(Invoice paper, Json json) {
    boolean credit = paper.kind() == Invoice.Kind.CREDIT_NOTE;
    long sign = credit ? -1 : 1;
    Client client = index.client(paper.clientId());
    Project project = index.project(paper.lines().getFirst().projectId());
    json.put("Id", Long.toString(paper.id())).put("SyncToken", "1");
    json.put("DocNumber", paper.number()).put("TxnDate", paper.issuedOn());
    reference(json, "CustomerRef", client.id(), client.name());
    json.open("ProjectRef").put("value", Long.toString(project.id())).close();
    json.open("CurrencyRef").put("value", paper.currency()).close();
    json.put("TotalAmt", HarvestTables.money(sign * paper.gross()));
    json.open("TxnTaxDetail").put("TotalTax", HarvestTables.money(sign * paper.tax())).close();
    if (credit) {
      json.put("RemainingCredit", HarvestTables.money(-paper.open())).put("Balance", 0);
    } else {
      json.put("DueDate", paper.dueOn()).put("Balance", HarvestTables.money(paper.open()));
    }
  }

  private void time(TimeEntry entry, Json json) {
    Person person = index.person(entry.personId());
    boolean billable = entry.billableMinutes() > 0;
    json.put("Id", Long.toString(entry.id())).put("TxnDate", entry.day());
    json.put("NameOf", "Employee");
    reference(json, "EmployeeRef", person.id(), person.name());
    Project project = index.project(entry.projectId());
    reference(json, "CustomerRef", project.id(), project.name());
    json.put(
        "BillableStatus",
        billable ? entry.invoiceId() == null ? "Billable" : "HasBeenBilled" : "NotBillable");
    json.put("HourlyRate", HarvestTables.money(entry.billRate()));
    json.put("CostRate", HarvestTables.money(entry.costRate()));
    json.put("Hours", entry.minutes() / 60).put("Minutes", entry.minutes() % 60);
    json.put("Description", entry.note());
  }

  private static void employee(Person person, Json json) {
    json.put("Id", Long.toString(person.id())).put("DisplayName", person.name());
    json.put("GivenName", person.firstName()).put("FamilyName", person.lastName());
    json.put("SSN", "XXX-XX-0000").put("Active", person.active());
    json.put("BillRate", HarvestTables.money(person.defaultBillRate()));
    json.put(
        "CostRate",
        person.costRates().isEmpty()
            ? null
            : HarvestTables.money(person.costRates().getLast().perHour()));
  }

  private void estimate(Deal deal, Json json) {
    Client client = index.client(deal.clientId());
    json.put("Id", Long.toString(deal.id())).put("DocNumber", deal.name());
    json.put("TxnDate", deal.createdOn());
    json.put(
        "TxnStatus",
        switch (deal.state()) {
          case OPEN -> "Pending";
          case WON -> "Closed";
          case LOST -> "Rejected";
        });
    reference(json, "CustomerRef", client.id(), client.name());
    if (deal.value() != null) {
      Money value = Objects.requireNonNull(deal.value());
      json.open("CurrencyRef").put("value", value.currency()).close();
      json.put("TotalAmt", HarvestTables.money(value));
    }
  }
}
