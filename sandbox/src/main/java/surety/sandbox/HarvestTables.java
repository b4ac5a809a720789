package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The firm in Harvest's resources: clients, people, projects, tasks and time. Money is in whole
/// units with decimals, time in hours with decimals, weekly capacity in seconds.
final class HarvestTables {
  private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Firm firm;
  private final FirmIndex index;
  private final String touched;

  HarvestTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.touched = String.valueOf(Times.utc(firm.today(), 6));
  }

  Map<String, Table> all() {
    add(clients());
    add(users());
    add(roles());
    add(projects());
    add(tasks());
    add(assignments());
    add(timeEntries());
    add(new HarvestMoney(firm).invoices());
    add(new HarvestMoney(firm).estimates());
    return tables;
  }

  private void add(Table table) {
    tables.put(table.name, table.filter("updated_since", "updated_at", AT_LEAST));
  }

  /// Whole units of the currency; null stays null.
  static @Nullable BigDecimal money(@Nullable Money money) {
    return money == null ? null : money(money.minorUnits());
  }

  static BigDecimal money(long minorUnits) {
    BigDecimal amount = BigDecimal.valueOf(minorUnits, 2);
    return minorUnits % 10 == 0 ? amount.setScale(1, RoundingMode.UNNECESSARY) : amount;
  }

  static BigDecimal hours(long minutes) {
    return BigDecimal.valueOf(minutes).divide(MINUTES_PER_HOUR, 2, RoundingMode.HALF_UP);
  }

  static void client(Json json, Client client, boolean withCurrency) {
    json.open("client").put("id", client.id()).put("name", client.name());
    if (withCurrency) {
      json.put("currency", client.currency());
    }
    json.close();
  }

  static void stamps(Json json, @Nullable String created, @Nullable String updated) {
    json.put("created_at", created).put("updated_at", updated);
  }

  private Table clients() {
    Shape<Client> shape =
        new Shape<>(
            Client::id,
            (client, json) -> {
              json.put("name", client.name()).put("is_active", !client.archived());
              json.put("address", null).put("currency", client.currency());
              stamps(json, touched, touched);
            });
    shape.column("is_active", client -> !client.archived()).column("updated_at", _ -> touched);
    return new Table("clients", shape.rows(firm.clients())).filter("is_active");
  }

  private Table users() {
    Shape<Person> shape =
        new Shape<Person>(Person::id, this::user)
            .column("is_active", Person::active)
            .column("updated_at", _ -> touched);
    return new Table("users", shape.rows(firm.people())).filter("is_active");
  }

  private void user(Person person, Json json) {
    json.put("first_name", person.firstName()).put("last_name", person.lastName());
    json.put("email", person.email()).put("telephone", "").put("timezone", "Berlin");
    json.put("has_access_to_all_future_projects", false).put("is_contractor", person.contractor());
    json.put("is_active", person.active());
    json.put("weekly_capacity", person.capacities().getLast().minutesPerWeek() * 60);
    json.put("default_hourly_rate", money(person.defaultBillRate()));
    json.put(
        "cost_rate",
        person.costRates().isEmpty() ? null : money(person.costRates().getLast().perHour()));
    json.openArray("roles").element("\"" + person.title() + "\"").closeArray();
    json.openArray("access_roles").element("\"member\"").closeArray().put("avatar_url", null);
    stamps(json, touched, touched);
  }

  private Table roles() {
    Set<String> titles = new TreeSet<>();
    firm.people().forEach(person -> titles.add(person.title()));
    List<String> all = List.copyOf(titles);
    Shape<String> shape =
        new Shape<>(
            title -> 1_100 + all.indexOf(title),
            (title, json) -> {
              json.put("name", title).openArray("user_ids");
              firm.people().stream()
                  .filter(person -> person.title().equals(title))
                  .forEach(person -> json.element(Long.toString(person.id())));
              json.closeArray();
              stamps(json, touched, touched);
            });
    return new Table("roles", shape.rows(all));
  }

  private Table projects() {
    Shape<Project> shape =
        new Shape<Project>(Project::id, this::project)
            .column("is_active", project -> !project.archived())
            .column("client_id", project -> index.client(project.clientId()).id())
            .column("updated_at", _ -> touched);
    return new Table("projects", shape.rows(firm.projects()))
        .filter("is_active")
        .filter("client_id");
  }

  private void project(Project project, Json json) {
    boolean fixed = project.billing() == Billing.FIXED_FEE;
    boolean billable = project.billing() != Billing.NON_BILLABLE;
    boolean money = billable && !fixed && project.fee() != null;
    json.put("name", project.name())
        .put("code", project.code())
        .put("is_active", !project.archived());
    json.put("is_billable", billable).put("is_fixed_fee", fixed);
    json.put("bill_by", billable && !fixed ? "Tasks" : "none").put("hourly_rate", null);
    json.put("budget", null).put("budget_by", money ? "project_cost" : "none");
    json.put("budget_is_monthly", false).put("cost_budget", money ? money(project.fee()) : null);
    json.put("cost_budget_include_expenses", false).put("fee", fixed ? money(project.fee()) : null);
    json.put("notes", "").put("starts_on", project.startsOn()).put("ends_on", project.endsOn());
    stamps(json, Times.utc(project.createdOn(), 8), touched);
    client(json, index.client(project.clientId()), true);
  }

  private Table tasks() {
    Shape<Service> shape =
        new Shape<Service>(
                Service::id,
                (service, json) -> {
                  json.put("name", service.name()).put("is_active", true);
                  json.put("billable_by_default", service.billing() != Billing.NON_BILLABLE);
                  json.put("default_hourly_rate", money(service.rate())).put("is_default", false);
                  stamps(json, touched, touched);
                })
            .column("updated_at", _ -> touched);
    return new Table("tasks", shape.rows(firm.services()));
  }

  private record Assignment(long id, long personId, long projectId) {}

  private Table assignments() {
    Set<Long> seen = new TreeSet<>();
    firm.timeEntries().forEach(e -> seen.add(assignment(e.personId(), e.projectId())));
    List<Assignment> all =
        seen.stream().map(id -> new Assignment(id, id / 1_000_000, id % 1_000_000)).toList();
    Shape<Assignment> shape =
        new Shape<Assignment>(Assignment::id, this::assignment)
            .column("user_id", Assignment::personId)
            .column("is_active", a -> index.person(a.personId()).active())
            .column("updated_at", _ -> touched);
    return new Table("user_assignments", shape.rows(all)).filter("user_id").filter("is_active");
  }

  private static long assignment(long person, long project) {
    return person * 1_000_000 + project;
  }

  private void assignment(Assignment assignment, Json json) {
    Person person = index.person(assignment.personId());
    Project project = index.project(assignment.projectId());
    json.put("is_project_manager", project.managerId() == person.id());
    json.put("is_active", person.active()).put("use_default_rates", true);
    json.put("budget", null).put("hourly_rate", null);
    stamps(json, Times.utc(project.createdOn(), 8), touched);
    json.open("project").put("id", project.id()).put("name", project.name());
    json.put("code", project.code()).close();
    json.open("user").put("id", person.id()).put("name", person.name()).close();
  }

  private Table timeEntries() {
    Shape<TimeEntry> shape = new Shape<>(TimeEntry::id, new HarvestTime(firm, index)::write);
    shape
        .column("spent_date", TimeEntry::day)
        .column("user_id", TimeEntry::personId)
        .column("project_id", TimeEntry::projectId)
        .column("client_id", e -> index.client(index.project(e.projectId()).clientId()).id())
        .column("task_id", TimeEntry::serviceId)
        .column("is_billed", e -> e.invoiceId() != null)
        .column("is_running", HarvestTime::isRunning)
        .column("updated_at", e -> Times.utc(Times.changedOn(e, firm.today()), 16));
    List<Row> rows = new ArrayList<>(shape.rows(firm.timeEntries()));
    rows.addAll(shape.rows(firm.runningTimers()));
    Table table = new Table("time_entries", rows).filter("user_id").filter("project_id");
    table.filter("client_id").filter("task_id").filter("is_billed").filter("is_running");
    return table.filter("from", "spent_date", AT_LEAST).filter("to", "spent_date", AT_MOST);
  }
}
