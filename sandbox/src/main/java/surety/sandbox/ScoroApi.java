package surety.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Scoro's API, version 2: everything is a POST, the path says what is done, the body says who
/// asks, and errors come with status 200.
final class ScoroApi implements VendorApi {
  private static final int MAX_PAGE = 100;
  private static final int USUAL_PAGE = 50;

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Tokens tokens;
  private final int cap;

  ScoroApi(Firm firm, Tokens tokens, int cap) {
    this.tokens = tokens;
    this.cap = Math.min(cap, MAX_PAGE);
    new ScoroTables(firm).all().forEach(table -> tables.put(table.name, table));
  }

  @Override
  public Access authenticate(Request request) {
    ObjectNode body = request.object();
    if (!body.path("company_account_id").asString("").equals(Tokens.SCORO_ACCOUNT)) {
      throw new Refused(401, "", "The company account is unknown.");
    }
    return tokens.accept(body.path("apiKey").asString(""), Tokens.SCORO);
  }

  @Override
  public Reply answer(Request request, Access access) {
    if (!request.method().equals("POST")) {
      throw new Refused(405, "", "Use POST.");
    }
    Table table = tables.get(request.segment(0));
    if (table == null) {
      throw Refused.notFound();
    }
    ObjectNode body = request.object();
    return switch (action(request, body)) {
      case "list" -> list(table, body);
      case "view" ->
          enveloped(PlainApi.object(table.find(request.id(2)).orElseThrow(Refused::notFound)));
      case "modify", "setDone", "restore" -> modify(table, request, body);
      case "batchModify" -> modifyAll(table, body);
      case "delete" -> delete(table, request);
      default -> throw Refused.notFound();
    };
  }

  // Goes further than the vendor is known to: whatever a client might be talked into counts.
  private static String action(Request request, ObjectNode body) {
    String header = request.header("X-HTTP-Method-Override");
    String query = request.query().getOrDefault("_method", header);
    String asked = body.path("action").asString(query);
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "" -> request.segment(1);
      case "delete" -> "delete";
      default -> "modify";
    };
  }

  private Reply list(Table table, ObjectNode body) {
    int page = Math.max(1, body.path("page").asInt(1));
    int size = Math.min(cap, Math.max(1, body.path("per_page").asInt(USUAL_PAGE)));
    List<Row> all = table.select(conditions(body.path("filter")), "");
    return enveloped(PlainApi.array(PlainApi.page(all, (page - 1L) * size, size)));
  }

  private static List<Condition> conditions(JsonNode filter) {
    List<Condition> conditions = new ArrayList<>();
    filter
        .properties()
        .forEach(
            each -> {
              range(each.getKey(), each.getValue(), "from_date", conditions);
              range(each.getKey(), each.getValue(), "to_date", conditions);
            });
    return conditions;
  }

  private static void range(String column, JsonNode range, String end, List<Condition> into) {
    String day = range.path(end).asString("");
    if (!day.isEmpty()) {
      Condition.Comparison comparison =
          end.equals("to_date") ? Condition.Comparison.AT_MOST : Condition.Comparison.AT_LEAST;
      into.add(Condition.of(column, comparison, Times.normalized(day)));
    }
  }

  private static Reply modify(Table table, Request request, ObjectNode body) {
    boolean isNew = request.segment(2).isEmpty();
    return enveloped(write(table, isNew ? table.newId() : request.id(2), body.path("request")));
  }

  private static Reply modifyAll(Table table, ObjectNode body) {
    StringBuilder written = new StringBuilder();
    body.path("request")
        .forEach(
            each ->
                written
                    .append(written.isEmpty() ? "" : ",")
                    .append(write(table, each.path("id").asLong(table.newId()), each)));
    return enveloped("[" + written + "]");
  }

  private static String write(Table table, long id, JsonNode changes) {
    ObjectNode members =
        (ObjectNode) Request.JSON.readTree(table.find(id).map(PlainApi::object).orElse("{}"));
    if (changes instanceof ObjectNode object) {
      members.setAll(object);
    }
    Written row = new Written(id, members, Map.of());
    table.put(row);
    return PlainApi.object(row);
  }

  private static Reply delete(Table table, Request request) {
    long id =
        request.segment(2).isEmpty() ? table.select(List.of(), "").getFirst().id() : request.id(2);
    if (!table.remove(id)) {
      throw Refused.notFound();
    }
    return enveloped("[]");
  }

  private static Reply enveloped(String data) {
    Json json = new Json(data.length() + 100).open().put("status", "OK").put("statusCode", 200);
    json.put("messages", null).put("errors", null).raw("data", data);
    return Reply.json(200, json.close().toString());
  }

  // That it is too much is said as everywhere; all else looks like a success.
  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("status", "ERROR").put("statusCode", refused.status());
    json.open("messages").openArray("error");
    json.element(Request.JSON.writeValueAsString(refused.text())).closeArray().close();
    json.put("errors", null).put("data", null);
    int status = refused.status() == 429 ? 429 : 200;
    return Reply.json(status, json.close().toString());
  }

  @Override
  public boolean isReport(Request request) {
    return false;
  }

  @Override
  public Collection<Table> tables() {
    return tables.values();
  }
}
