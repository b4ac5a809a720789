package surety.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Creates, changes and deletes records as Harvest would, the actions below a record included.
final class HarvestWrites {
  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "time_entries", Set.of("project_id", "task_id", "spent_date"),
          "projects", Set.of("client_id", "name"),
          "clients", Set.of("name"),
          "invoices", Set.of("client_id"),
          "estimates", Set.of("client_id"),
          "users", Set.of("first_name", "last_name"));

  private final Map<String, Table> tables;

  HarvestWrites(Map<String, Table> tables) {
    this.tables = tables;
  }

  Reply apply(Request request) {
    Table table = tables.get(request.segment(0));
    if (table == null) {
      throw Refused.notFound();
    }
    boolean whole = request.segments().size() == 1;
    return switch (request.method()) {
      case "POST" -> whole ? create(request, table) : act(request, table);
      case "PATCH", "PUT" ->
          request.segments().size() == 2 ? update(request, table) : act(request, table);
      case "DELETE" -> delete(table, request.id(1));
      default -> throw Refused.notFound();
    };
  }

  private static Reply create(Request request, Table table) {
    ObjectNode members = request.object();
    for (String name : REQUIRED.getOrDefault(table.name, Set.of())) {
      if (!members.hasNonNull(name)) {
        throw new Refused(422, "invalid", name + " can't be blank");
      }
    }
    members.remove("id");
    members.put("created_at", now()).put("updated_at", now());
    Written row = new Written(table.newId(), members, Map.of());
    table.put(row);
    return Reply.json(201, HarvestApi.object(row));
  }

  private static Reply update(Request request, Table table) {
    ObjectNode patch = request.object();
    patch.remove("id");
    return Reply.json(200, HarvestApi.object(change(table, request.id(1), patch)));
  }

  // Such as PATCH /time_entries/1/stop: the name of the action is what remains of it.
  private static Reply act(Request request, Table table) {
    ObjectNode patch = Request.JSON.createObjectNode();
    patch.put(request.segment(2).isEmpty() ? "action" : request.segment(2), true);
    return Reply.json(200, HarvestApi.object(change(table, request.id(1), patch)));
  }

  private static Written change(Table table, long id, ObjectNode patch) {
    Row old = table.find(id).orElseThrow(Refused::notFound);
    ObjectNode members = (ObjectNode) Request.JSON.readTree(HarvestApi.object(old));
    members.remove("id");
    members.setAll(patch);
    members.put("updated_at", now());
    Written row = new Written(id, members, Map.of());
    table.put(row);
    return row;
  }

  private static Reply delete(Table table, long id) {
    if (!table.remove(id)) {
      throw Refused.notFound();
    }
    return Reply.json(200, "");
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
