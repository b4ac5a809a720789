package surety.sandbox;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Resource Guru's API, version 1: bare arrays, archived records in lists of their own, and
/// bookings that tell the minutes of each of their days.
final class ResourceGuruApi extends ConsentedApi {
  private static final int USUAL_PAGE = 50;
  private static final int USUAL_DAYS = 30;

  private final LocalDate today;

  ResourceGuruApi(Firm firm, Known known, int cap) {
    super(known, Tokens.RESOURCEGURU, cap);
    this.today = firm.today();
    hold(projects(firm, "projects", false));
    hold(projects(firm, "projects/archived", true));
    hold(resources(firm, "resources", true));
    hold(resources(firm, "resources/archived", false));
    hold(clients(firm));
    hold(bookings(firm));
  }

  @Override
  Reply list(Request request, Table table) {
    String offset = request.query().getOrDefault("offset", "0");
    if (!offset.matches("[0-9]{1,9}")) {
      throw new Refused(422, "invalid", "offset is no number");
    }
    int size = Math.min(request.number("limit", USUAL_PAGE), cap);
    List<Row> all = table.select(conditions(request, table), "");
    return Reply.json(200, array(page(all, Long.parseLong(offset), size)));
  }

  // Without days, those around today.
  private List<Condition> conditions(Request request, Table table) {
    if (!table.name.equals("bookings")) {
      return List.of();
    }
    Map<String, String> query = request.query();
    String from = query.getOrDefault("start_date", today.toString());
    String to = query.getOrDefault("end_date", today.plusDays(USUAL_DAYS).toString());
    return List.of(
        Condition.of("end_date", Condition.Comparison.AT_LEAST, from),
        Condition.of("start_date", Condition.Comparison.AT_MOST, to));
  }

  private static Table projects(Firm firm, String name, boolean archived) {
    return new Table(
        name,
        new Shape<>(
                Project::id,
                (Project it, Json json) ->
                    json.put("id", it.id())
                        .put("name", it.name())
                        .put("client_id", it.clientId())
                        .put("archived", it.archived()))
            .rows(firm.projects().stream().filter(it -> it.archived() == archived).toList()));
  }

  private static Table resources(Firm firm, String name, boolean active) {
    return new Table(
        name,
        new Shape<>(
                Person::id,
                (Person it, Json json) ->
                    json.put("id", it.id())
                        .put("name", it.name())
                        .put("job_title", it.title())
                        .put("email", it.email())
                        .put("archived", !it.active())
                        .put("bookable", it.active()))
            .rows(firm.people().stream().filter(it -> it.active() == active).toList()));
  }

  private static Table clients(Firm firm) {
    return new Table(
        "clients",
        new Shape<>(
                Client::id,
                (Client it, Json json) -> json.put("id", it.id()).put("name", it.name()))
            .rows(firm.clients()));
  }

  /// A booking with all of its days.
  private record Whole(List<Booking> days) {
    Booking first() {
      return days.getFirst();
    }
  }

  private static Table bookings(Firm firm) {
    Map<Long, List<Booking>> byId = new LinkedHashMap<>();
    for (Booking day : firm.bookings()) {
      byId.computeIfAbsent(day.id(), _ -> new ArrayList<>()).add(day);
    }
    return new Table(
        "bookings",
        new Shape<Whole>(it -> it.first().id(), ResourceGuruApi::booking)
            .column("start_date", it -> it.first().from())
            .column("end_date", it -> it.days().getLast().to())
            .rows(byId.values().stream().map(Whole::new).toList()));
  }

  private static void booking(Whole booking, Json json) {
    Booking first = booking.first();
    json.put("id", first.id()).put("client_id", null).put("project_id", first.projectId());
    json.put("resource_id", first.personId()).put("notes", first.note());
    json.put("tentative", first.state() == Booking.State.TENTATIVE).openArray("durations");
    booking.days().forEach(day -> json.element(duration(day, false)));
    // More than the person can do on that day waits, and is no booking.
    json.element(duration(booking.days().getLast(), true)).closeArray();
    json.open("booker").put("name", "Planner").put("color", "#FFCC00").close();
  }

  private static String duration(Booking day, boolean waiting) {
    Json json = new Json().open().put("date", day.from()).put("duration", day.minutesPerDay());
    return json.put("start_time", null).put("waiting", waiting).close().toString();
  }

  @Override
  public Reply error(Refused refused) {
    return Reply.json(
        refused.status(), new Json().open().put("error", refused.text()).close().toString());
  }
}
