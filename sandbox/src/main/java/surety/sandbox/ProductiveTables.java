package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The firm in Productive.io's resources: companies, people, work, time and bookings. Money is in
/// minor units, time in minutes, ids are text.
final class ProductiveTables {
  private static final long ORGANIZATION = Long.parseLong(Tokens.PRODUCTIVE_ORGANIZATION);
  private static final long OWN_COMPANY = VendorView.PRODUCTIVE_OWN_COMPANY;

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Firm firm;
  private final FirmIndex index;
  private final String touched;

  ProductiveTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    this.touched = String.valueOf(Times.local(firm.today(), 6));
  }

  Map<String, Table> all() {
    add(new Table("organizations", organization()));
    add(new Table("companies", companies()).filter("status"));
    add(people());
    add(projects());
    add(services());
    add(timeEntries());
    new ProductivePlanning(firm).all().forEach(this::add);
    new ProductiveMoney(firm).all().forEach(this::add);
    add(new Table("deleted_items", List.of()).filter("item_type").filter("created_at"));
    return tables;
  }

  private void add(Table table) {
    tables.put(table.name, table.one("organization", "organizations"));
  }

  static <T> Shape<T> shape(
      java.util.function.ToLongFunction<T> id, java.util.function.BiConsumer<T, Json> writer) {
    return new Shape<>(id, writer).one("organization", _ -> ORGANIZATION);
  }

  private List<Row> organization() {
    Shape<String> shape =
        shape(
            _ -> ORGANIZATION,
            (name, json) -> json.put("name", name).put("default_currency", firm.homeCurrency()));
    return shape.rows(List.of(firm.name()));
  }

  private List<Row> companies() {
    Shape<Client> shape =
        ProductiveTables.<Client>shape(
                Client::id,
                (client, json) ->
                    json.put("name", client.name())
                        .put("default_currency", client.currency())
                        .put("archived_at", client.archived() ? touched : null))
            .column("status", client -> client.archived() ? 2 : 1);
    return shape.rows(firm.clients());
  }

  private Table people() {
    Shape<Person> staff =
        ProductiveTables.<Person>shape(Person::id, this::person)
            .column("status", person -> person.active() ? 1 : 2)
            .column("person_type", person -> person.placeholder() ? 3 : 1)
            .one("company", _ -> OWN_COMPANY);
    Shape<Contact> contacts =
        ProductiveTables.<Contact>shape(Contact::id, this::contact)
            .column("status", _ -> 1)
            .column("person_type", _ -> 2)
            .one("company", Contact::clientId);
    List<Row> rows = new ArrayList<>(staff.rows(firm.people()));
    rows.addAll(contacts.rows(firm.contacts()));
    Table table = new Table("people", rows).one("company", "companies");
    return table
        .one("custom_role", "roles")
        .one("manager", "people")
        .filter("status")
        .filter("person_type");
  }

  private void person(Person person, Json json) {
    name(json, person.firstName(), person.lastName(), person.email(), person.title());
    json.put("role_id", 3).put("is_user", !person.placeholder());
    json.put("placeholder", person.placeholder()).put("virtual", false).put("archived_at", null);
    json.put("deactivated_at", Times.local(person.leftOn(), 20));
    json.put("joined_at", Times.local(person.joinedOn(), 0));
    json.put("availabilities", availabilities(person)).put("last_activity_at", touched);
    json.put("created_at", Times.local(person.joinedOn(), 0))
        .raw("tag_list", "[]")
        .put("custom_fields", null);
  }

  private void contact(Contact contact, Json json) {
    name(json, contact.firstName(), contact.lastName(), contact.email(), null);
    json.put("role_id", null).put("is_user", false).put("placeholder", false).put("virtual", false);
    json.put("archived_at", null).put("deactivated_at", null).put("joined_at", null);
    json.put("availabilities", null).put("last_activity_at", touched);
    json.put("created_at", touched).raw("tag_list", "[]").put("custom_fields", null);
  }

  private static void name(
      Json json, String first, String last, String email, @Nullable String title) {
    json.put("first_name", first)
        .put("last_name", last)
        .put("email", email.isEmpty() ? null : email);
    json.put("title", title);
  }

  /// Spans of days with the hours of two weeks, as JSON inside text: that is how the vendor sends
  /// it.
  private static String availabilities(Person person) {
    return person.capacities().stream()
        .map(c -> "[%s,%s,[%s],1]".formatted(day(c.from()), day(c.to()), twoWeeks(c)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "null" : "\"" + day + "\"";
  }

  static String twoWeeks(Person.Capacity capacity) {
    String week =
        capacity.minutesPerWeekday().stream()
            .map(minutes -> minutes % 60 == 0 ? minutes / 60 + "" : minutes / 60.0 + "")
            .collect(Collectors.joining(","));
    return week + "," + week;
  }

  private Table projects() {
    Shape<Project> shape =
        ProductiveTables.<Project>shape(Project::id, this::project)
            .column("status", project -> project.archived() ? 2 : 1)
            .column("project_type", project -> projectType(project))
            .column("created_at", project -> Times.utc(project.createdOn(), 8))
            .one("company", Project::clientId)
            .one("project_manager", Project::managerId);
    Table table = new Table("projects", shape.rows(firm.projects())).one("company", "companies");
    table.one("project_manager", "people").one("workflow", "workflows");
    return table.filter("status").filter("project_type").filter("created_at");
  }

  private static int projectType(Project project) {
    return Long.valueOf(OWN_COMPANY).equals(project.clientId()) ? 1 : 2;
  }

  private void project(Project project, Json json) {
    json.put("name", project.name())
        .put("number", project.code())
        .put("project_number", project.code());
    json.put("project_type_id", projectType(project)).put("project_color_id", 7);
    json.put("last_activity_at", touched).put("public_access", false).put("time_on_tasks", false);
    json.raw("tag_colors", "{}").put("archived_at", project.archived() ? touched : null);
    json.put("created_at", Times.local(project.createdOn(), 8)).put("template", false);
  }

  private Table services() {
    Shape<Service> shape =
        ProductiveTables.<Service>shape(Service::id, this::service)
            .column("billing_type", service -> billingType(service.billing()))
            .column("project_id", Service::projectId)
            .one("deal", Service::budgetId);
    Table table = new Table("services", shape.rows(firm.services())).one("deal", "deals");
    return table.filter("billing_type").filter("project_id");
  }

  private void service(Service service, Json json) {
    boolean fixed = service.billing() == Billing.FIXED_FEE;
    Money price = fixed ? service.fixedPrice() : service.rate();
    String currency = index.project(service.projectId()).currency();
    json.put("name", service.name()).put("billable", service.billing() != Billing.NON_BILLABLE);
    json.put("billing_type_id", billingType(service.billing())).put("unit_id", fixed ? 2 : 1);
    json.put("quantity", fixed ? "1.0" : null).put("time_tracking_enabled", true);
    json.put("booking_tracking_enabled", true).put("currency", currency);
    json.put("currency_default", firm.homeCurrency());
    ProductiveMoney.amount(firm, json, "price", price);
  }

  static int billingType(Billing billing) {
    return switch (billing) {
      case FIXED_FEE -> 1;
      case TIME_AND_MATERIALS -> 2;
      case NON_BILLABLE -> 3;
    };
  }

  private Table timeEntries() {
    Shape<TimeEntry> shape =
        ProductiveTables.<TimeEntry>shape(TimeEntry::id, this::timeEntry)
            .column("date", TimeEntry::day)
            .column("created_at", entry -> Times.utc(entry.day(), 16))
            .column("updated_at", entry -> Times.utc(Times.changedOn(entry, firm.today()), 16))
            .column("project_id", TimeEntry::projectId)
            .column("status", entry -> entry.approved() ? 1 : 2)
            .column("billing_type_id", e -> billingType(index.service(e.serviceId()).billing()))
            .one("person", TimeEntry::personId)
            .one("service", TimeEntry::serviceId);
    Table table = new Table("time_entries", shape.rows(firm.timeEntries())).one("person", "people");
    table.one("service", "services").one("task", "tasks").filter("date").filter("status");
    table.filter("after", "date", AT_LEAST).filter("before", "date", AT_MOST).filter("project_id");
    table.filter("updated_at").filter("created_at").filter("billing_type_id");
    return table.filter("created_after", "created_at", AT_LEAST);
  }

  private void timeEntry(TimeEntry entry, Json json) {
    LocalDate changed = Times.changedOn(entry, firm.today());
    Money cost = entry.costRate() == null ? null : entry.costRate().forMinutes(entry.minutes());
    json.put("date", entry.day()).put("created_at", Times.local(entry.day(), 16));
    json.put("updated_at", Times.local(changed, 16)).put("time", entry.minutes());
    json.put("billable_time", entry.billableMinutes()).put("note", entry.note());
    json.put("approved", entry.approved());
    json.put("approved_at", entry.approved() ? Times.local(changed, 16) : null);
    json.put("invoiced", entry.invoiceId() != null).put("overhead", false);
    json.put("cost", cost == null ? null : cost.minorUnits()).put("currency", firm.homeCurrency());
    json.put("cost_default", cost == null ? null : cost.minorUnits());
    json.put("currency_default", firm.homeCurrency())
        .put("started_at", null)
        .put("track_method_id", 1);
  }
}
