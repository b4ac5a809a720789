package surety.sandbox;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Creates, changes and deletes records of a vendor with plain JSON.
final class PlainWrites {
  private PlainWrites() {}

  static Reply apply(Request request, Table table, List<String> below) {
    return switch (request.method()) {
      case "POST" -> put(table, table.newId(), request.object(), 201);
      case "PUT", "PATCH" -> {
        // Some vendors name the record in the path, others in the body.
        ObjectNode members = request.object();
        long id = below.isEmpty() ? members.path("id").asLong() : PlainApi.number(below.getFirst());
        yield change(table, id, members);
      }
      case "DELETE" -> delete(table, below);
      default -> throw new Refused(405, "method_not_allowed", "The method is not known.");
    };
  }

  private static Reply change(Table table, long id, ObjectNode patch) {
    Row old = table.find(id).orElseThrow(Refused::notFound);
    ObjectNode members = (ObjectNode) Request.JSON.readTree(PlainApi.object(old));
    members.setAll(patch);
    return put(table, id, members, 200);
  }

  private static Reply put(Table table, long id, ObjectNode members, int status) {
    members.put("id", id);
    Written row = new Written(id, members, Map.of());
    table.put(row);
    return Reply.json(status, PlainApi.object(row));
  }

  private static Reply delete(Table table, List<String> below) {
    if (below.isEmpty() || !table.remove(PlainApi.number(below.getFirst()))) {
      throw Refused.notFound();
    }
    return Reply.json(204, "");
  }
}
