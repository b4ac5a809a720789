package surety.sandbox;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Autotask's REST API, version 1.0: a filter in JSON that nobody may leave out, at most 500
/// records a page, and an absolute URL for the next one.
final class AutotaskApi extends PlainApi {
  private static final int MAX_PAGE = 500;

  private final Tokens tokens;
  private final URI base;
  private final int cap;

  AutotaskApi(Firm firm, Tokens tokens, URI base, int cap) {
    this.tokens = tokens;
    this.base = base;
    this.cap = Math.min(cap, MAX_PAGE);
    new AutotaskTables(firm).all().forEach(this::hold);
  }

  @Override
  public Access authenticate(Request request) {
    if (!request.header("ApiIntegrationCode").equals(Tokens.AUTOTASK_CODE)
        || !request.header("UserName").equals(Tokens.AUTOTASK_USER)) {
      throw new Refused(401, "", "The integration code or the user is unknown.");
    }
    return tokens.accept(request.header("Secret"), Tokens.AUTOTASK_SECRET);
  }

  @Override
  Reply list(Request request, Table table) {
    throw new Refused(405, "", "The requested resource does not support http method 'GET'.");
  }

  @Override
  Reply below(Request request, Table table, List<String> below) {
    if (below.equals(List.of("query"))) {
      return query(request, table, 0);
    }
    if (below.equals(List.of("query", "next"))) {
      return query(request, table, request.number("paging", 1));
    }
    return super.below(request, table, below);
  }

  private Reply query(Request request, Table table, int from) {
    String search = request.query().getOrDefault("search", "");
    JsonNode asked = parsed(search);
    List<Row> all = table.select(conditions(asked.path("filter")), "");
    int size = Math.min(cap, asked.path("MaxRecords").asInt(MAX_PAGE));
    List<Row> page = page(all, from, size);
    int next = from + page.size();
    Json json = new Json().open().raw("items", array(page)).open("pageDetails");
    json.put("count", page.size()).put("requestCount", size).put("prevPageUrl", null);
    json.put("nextPageUrl", next < all.size() ? url(table, next, search) : null);
    return Reply.json(200, json.close().close().toString());
  }

  private String url(Table table, int next, String search) {
    String query = "?paging=" + next + "&search=";
    return base
        + "/"
        + table.name
        + "/query/next"
        + query
        + URLEncoder.encode(search, StandardCharsets.UTF_8);
  }

  private static JsonNode parsed(String search) {
    try {
      JsonNode asked = Request.JSON.readTree(search);
      if (!asked.path("filter").isEmpty()) {
        return asked;
      }
    } catch (JacksonException e) {
      throw new Refused(500, "", "The search is not JSON.", e);
    }
    throw new Refused(500, "", "A filter is required.");
  }

  private static List<Condition> conditions(JsonNode filter) {
    List<Condition> found = new ArrayList<>();
    for (JsonNode each : filter) {
      String field = each.path("field").asString("");
      found.add(
          Condition.of(field, comparison(each.path("op").asString("")), value(each.path("value"))));
    }
    return found;
  }

  private static String value(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static Condition.Comparison comparison(String op) {
    return switch (op) {
      case "eq" -> Condition.Comparison.ANY_OF;
      case "gte" -> Condition.Comparison.AT_LEAST;
      case "lte" -> Condition.Comparison.AT_MOST;
      case "gt" -> Condition.Comparison.ABOVE;
      case "lt" -> Condition.Comparison.BELOW;
      default -> throw new Refused(500, "", "The operator is not known.");
    };
  }

  @Override
  public Reply error(Refused refused) {
    Json text = new Json().open().put("text", refused.text()).close();
    String quoted = text.toString().substring("{\"text\":".length());
    String body = "{\"errors\":[" + quoted.substring(0, quoted.length() - 1) + "]}";
    return Reply.json(refused.status(), body);
  }
}
