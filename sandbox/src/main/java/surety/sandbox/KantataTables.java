package surety.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The firm in Kantata OX's resources: ids are texts, money is in cents, time in minutes, and whom
/// an allocation is for stands at a resource of its project.
final class KantataTables {
  private static final long NOBODY = 7_000_001;

  private final Firm firm;
  private final FirmIndex index;
  private final Map<String, Long> resources = new LinkedHashMap<>();

  KantataTables(Firm firm) {
    this.firm = firm;
    this.index = new FirmIndex(firm);
    firm.bookings().forEach(it -> resources.computeIfAbsent(place(it), _ -> nextResource()));
  }

  private long nextResource() {
    return 7_000_100L + resources.size();
  }

  private static String place(Booking booking) {
    return booking.projectId() + " " + booking.personId();
  }

  List<Table> all() {
    return List.of(
        workspaces(), groups(), timeEntries(), users(), memberships(), allocations(), resources());
  }

  private static @Nullable Long cents(@Nullable Money money) {
    return money == null ? null : money.minorUnits();
  }

  private static String id(long id) {
    return Long.toString(id);
  }

  private String touched() {
    return firm.today() + "T06:00:00Z";
  }

  private Table workspaces() {
    return new Table(
        "workspaces.json",
        new Shape<Project>(Project::id, this::workspace)
            .column("archived", Project::archived)
            .column("updated_at", _ -> touched())
            .rows(firm.projects()));
  }

  private void workspace(Project project, Json json) {
    json.put("id", id(project.id())).put("title", project.name());
    json.put("archived", project.archived()).open("status").put("key", 320);
    json.put("message", "Active").put("color", "green").close();
    json.put("start_date", project.startsOn()).put("due_date", project.endsOn());
    json.put("currency", project.currency()).put("price_in_cents", cents(project.fee()));
    json.put("budgeted", project.fee() != null).put("creator_id", id(project.managerId()));
    json.openArray("workspace_group_ids");
    Long client = project.clientId();
    if (client != null) {
      json.element("\"" + client + "\"");
    }
    json.closeArray().put("updated_at", touched());
  }

  private Table groups() {
    return new Table(
        "workspace_groups.json",
        new Shape<>(
                Client::id,
                (Client it, Json json) ->
                    json.put("id", id(it.id())).put("name", it.name()).put("company", true))
            .rows(firm.clients()));
  }

  private Table timeEntries() {
    return new Table(
        "time_entries.json",
        new Shape<TimeEntry>(TimeEntry::id, this::time)
            .column("archived", it -> index.project(it.projectId()).archived())
            .column("date_performed", TimeEntry::day)
            .column("updated_at", it -> Times.utc(Times.changedOn(it, firm.today()), 12))
            .rows(firm.timeEntries()));
  }

  private void time(TimeEntry entry, Json json) {
    json.put("id", id(entry.id())).put("date_performed", entry.day());
    json.put("time_in_minutes", entry.minutes()).put("billable", entry.billableMinutes() > 0);
    json.put("rate_in_cents", cents(entry.billRate()));
    json.put("cost_rate_in_cents", cents(entry.costRate()));
    json.put("currency", index.project(entry.projectId()).currency());
    json.put("approved", entry.approved()).put("is_invoiced", entry.invoiceId() != null);
    json.put("notes", entry.note()).put("workspace_id", id(entry.projectId()));
    json.put("story_id", id(entry.serviceId())).put("user_id", id(entry.personId()));
    json.put("updated_at", Times.utc(Times.changedOn(entry, firm.today()), 12));
  }

  private Table users() {
    return new Table(
        "users.json",
        new Shape<>(
                Person::id,
                (Person it, Json json) ->
                    json.put("id", id(it.id()))
                        .put("full_name", it.name())
                        .put("email_address", it.email())
                        .put("headline", it.title())
                        .put("generic", it.placeholder())
                        .put("disabled", !it.active())
                        .put("account_id", "7040"))
            .rows(firm.people()));
  }

  private Table memberships() {
    return new Table(
        "account_memberships.json",
        new Shape<>(it -> it.id() + 6_000_000, KantataTables::membership).rows(firm.people()));
  }

  private static void membership(Person person, Json json) {
    json.put("id", id(person.id() + 6_000_000)).put("user_id", id(person.id()));
    json.put("bill_rate_in_cents", cents(person.defaultBillRate()));
    json.put(
        "cost_rate_in_cents",
        person.costRates().isEmpty() ? null : cents(person.costRates().getLast().perHour()));
    json.put("permission", "collaborator").put("disabled_at", null);
  }

  // One allocation is for a role that nobody has yet.
  private Table allocations() {
    List<Booking> all = firm.bookings();
    Shape<Booking> shape =
        new Shape<Booking>(Booking::id, this::allocation)
            .column("updated_at", it -> Times.utc(it.createdOn(), 12));
    Shape<Booking> open =
        new Shape<Booking>(_ -> NOBODY, (it, json) -> allocation(it, NOBODY, NOBODY, json))
            .column("updated_at", it -> Times.utc(it.createdOn(), 12));
    List<Row> rows = new ArrayList<>(shape.rows(all));
    rows.addAll(open.rows(all.subList(0, 1)));
    return new Table("workspace_allocations.json", rows);
  }

  private void allocation(Booking booking, Json json) {
    allocation(booking, booking.id(), resources.getOrDefault(place(booking), NOBODY), json);
  }

  private static void allocation(Booking booking, long id, long resource, Json json) {
    Long project = booking.projectId();
    json.put("id", id(id)).put("workspace_id", project == null ? null : id(project));
    json.put("workspace_resource_id", id(resource)).put("start_date", booking.from());
    json.put("end_date", booking.to()).put("minutes", booking.totalMinutes());
    json.put("percentage", null).put("hard", booking.state() != Booking.State.TENTATIVE);
    json.put("notes", booking.note()).put("updated_at", Times.utc(booking.createdOn(), 12));
  }

  private record Resource(long id, String user) {}

  private Table resources() {
    List<Resource> all = new ArrayList<>(List.of(new Resource(NOBODY, "")));
    resources.forEach((place, id) -> all.add(new Resource(id, place.replaceAll(".* ", ""))));
    return new Table(
        "workspace_resources.json",
        new Shape<>(
                Resource::id,
                (Resource it, Json json) ->
                    json.put("id", id(it.id()))
                        .put("user_id", it.user().isEmpty() ? null : it.user()))
            .rows(all));
  }
}
