package surety.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Creates, changes and deletes records as the vendor would, the bulk forms and the actions under
/// readable names included.
final class ProductiveWrites {
  private final Map<String, Table> tables;
  private final ProductiveDocuments documents;

  ProductiveWrites(Map<String, Table> tables, ProductiveDocuments documents) {
    this.tables = tables;
    this.documents = documents;
  }

  Reply apply(Request request, Table table) {
    boolean bodiless = request.method().equals("DELETE") && request.segments().size() > 1;
    if (!bodiless && !request.header("Content-Type").startsWith("application/vnd.api+json")) {
      throw new Refused(415, "unsupported_media_type", "The content type must be JSON:API.");
    }
    boolean whole = request.segments().size() == 1;
    return switch (request.method()) {
      case "POST" -> whole ? create(request, table) : act(request, table);
      case "PATCH", "PUT" ->
          whole
              ? updateAll(request, table)
              : request.segments().size() == 2 ? update(request, table) : act(request, table);
      case "DELETE" -> whole ? deleteAll(request, table) : delete(table, request.id(1));
      default -> throw Refused.notFound();
    };
  }

  private Reply create(Request request, Table table) {
    JsonNode data = data(request);
    if (!data.path("type").asString("").equals(table.name)) {
      throw new Refused(422, "invalid_type", "data.type must name the resource.");
    }
    ObjectNode attributes = Request.JSON.createObjectNode();
    merge(attributes, data);
    attributes.put("created_at", Instant.now().toString());
    Written row = new Written(table.newId(), attributes, relations(table, data));
    table.put(row);
    return Reply.jsonApi(201, documents.one(table, row, ""));
  }

  private Reply update(Request request, Table table) {
    Written row = change(table, request.id(1), data(request));
    return Reply.jsonApi(200, documents.one(table, row, ""));
  }

  private Reply updateAll(Request request, Table table) {
    data(request).forEach(item -> change(table, id(item), item));
    return Reply.jsonApi(204, "");
  }

  // Such as PATCH /projects/1/archive or /timers/1/stop: the name of the action is what remains of
  // it.
  private Reply act(Request request, Table table) {
    ObjectNode attributes = Request.JSON.createObjectNode();
    attributes.put(request.segment(2).isEmpty() ? "action" : request.segment(2), true);
    ObjectNode item = Request.JSON.createObjectNode();
    item.set("attributes", attributes);
    Written row = change(table, request.id(1), item);
    return Reply.jsonApi(200, documents.one(table, row, ""));
  }

  private Reply deleteAll(Request request, Table table) {
    data(request).forEach(item -> delete(table, id(item)));
    return Reply.jsonApi(204, "");
  }

  private Reply delete(Table table, long id) {
    if (!table.remove(id)) {
      throw Refused.notFound();
    }
    Table deleted = tables.get("deleted_items");
    if (deleted != null) {
      ObjectNode attributes = Request.JSON.createObjectNode();
      attributes.put("item_type", table.name).put("item_id", id);
      attributes.put("created_at", Instant.now().toString());
      deleted.put(new Written(deleted.newId(), attributes, Map.of()));
    }
    return Reply.jsonApi(204, "");
  }

  private static Written change(Table table, long id, JsonNode item) {
    Row old = table.find(id).orElseThrow(Refused::notFound);
    Json json = new Json().open();
    old.write(json);
    ObjectNode attributes = (ObjectNode) Request.JSON.readTree(json.close().toString());
    merge(attributes, item);
    attributes.put("updated_at", Instant.now().toString());
    Map<String, List<Long>> relations = new LinkedHashMap<>();
    table.relations.keySet().forEach(name -> relations.put(name, old.related(name)));
    relations.putAll(relations(table, item));
    Written row = new Written(id, attributes, relations);
    table.put(row);
    return row;
  }

  private static void merge(ObjectNode attributes, JsonNode item) {
    item.path("attributes").properties().forEach(e -> attributes.set(e.getKey(), e.getValue()));
  }

  private static Map<String, List<Long>> relations(Table table, JsonNode item) {
    Map<String, List<Long>> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> relation : item.path("relationships").properties()) {
      JsonNode target = relation.getValue().path("data");
      if (table.relations.containsKey(relation.getKey())) {
        List<Long> ids = new ArrayList<>();
        if (target.isArray()) {
          target.forEach(one -> ids.add(id(one)));
        } else if (!target.isNull()) {
          ids.add(id(target));
        }
        found.put(relation.getKey(), ids);
      }
    }
    return found;
  }

  private static JsonNode data(Request request) {
    JsonNode data = request.object().path("data");
    if (data.isMissingNode()) {
      throw new Refused(422, "missing_data", "The document has no data.");
    }
    return data;
  }

  private static long id(JsonNode item) {
    String id = item.path("id").asString("");
    if (!id.matches("[0-9]{1,18}")) {
      throw new Refused(422, "invalid_id", "An item has no numeric id.");
    }
    return Long.parseLong(id);
  }
}
