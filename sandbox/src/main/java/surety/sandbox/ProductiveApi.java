package surety.sandbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Productive.io's API, version 2: JSON:API documents, `filter[...]`, `page[number]`, `include`.
final class ProductiveApi implements VendorApi {
  private static final int DEFAULT_PAGE = 30;
  private static final int MAX_PAGE = 200;
  private static final Set<String> FINANCIAL =
      Set.of(
          "cost",
          "cost_default",
          "price",
          "price_default",
          "profit",
          "profit_margin",
          "hourly_rate");

  private final Map<String, Table> tables;
  private final Tokens tokens;
  private final URI base;
  private final int cap;
  private final ProductiveDocuments documents;
  private final ProductiveWrites writes;

  ProductiveApi(Firm firm, Tokens tokens, URI base, int cap) {
    this.tables = new ProductiveTables(firm).all();
    this.tokens = tokens;
    this.base = base;
    this.cap = Math.min(cap, MAX_PAGE);
    this.documents = new ProductiveDocuments(tables);
    this.writes = new ProductiveWrites(tables, documents);
  }

  @Override
  public Access authenticate(Request request) {
    Access access =
        tokens
            .productive(request.header("X-Auth-Token"))
            .orElseThrow(() -> new Refused(401, "unauthorized", "Authentication is required."));
    if (!request.header("X-Organization-Id").equals(Tokens.PRODUCTIVE_ORGANIZATION)) {
      throw new Refused(401, "unauthorized", "The organization is missing or not yours.");
    }
    return access;
  }

  @Override
  public Reply answer(Request request, Access access) {
    Table table = tables.get(request.segment(0));
    if (table == null) {
      throw Refused.notFound();
    }
    if (access == Access.WITHOUT_RATES && table.name.equals("salaries")) {
      throw new Refused(403, "forbidden", "You are not authorized to perform this action.");
    }
    if (!request.isRead()) {
      return write(request, access, table);
    }
    String body = request.segments().size() == 1 ? list(request, table) : one(request, table);
    boolean all = access != Access.WITHOUT_RATES;
    return Reply.jsonApi(200, all ? body : Redaction.without(FINANCIAL, body));
  }

  private Reply write(Request request, Access access, Table table) {
    if (access == Access.READ_ONLY) {
      throw new Refused(403, "forbidden", "This token is read-only.");
    }
    return writes.apply(request, table);
  }

  private String one(Request request, Table table) {
    Row row = table.find(request.id(1)).orElseThrow(Refused::notFound);
    return documents.one(table, row, request.query().getOrDefault("include", ""));
  }

  private String list(Request request, Table table) {
    int size = Math.min(cap, request.number("page[size]", DEFAULT_PAGE));
    int number = request.number("page[number]", 1);
    List<Row> all =
        table.select(conditions(request, table), request.query().getOrDefault("sort", ""));
    int from = (int) Math.min(all.size(), (number - 1L) * size);
    List<Row> page = all.subList(from, Math.min(all.size(), from + size));
    int pages = Math.max(1, (all.size() + size - 1) / size);
    Json json = new Json(1_000 * (1 + page.size())).open();
    documents.write(json, table, page, request.query().getOrDefault("include", ""));
    json.open("meta").put("current_page", number).put("total_pages", pages);
    json.put("total_count", all.size()).put("page_size", size).put("max_page_size", cap).close();
    links(json, request, number, pages);
    return json.close().toString();
  }

  private void links(Json json, Request request, int number, int pages) {
    json.open("links").put("first", link(request, 1)).put("last", link(request, pages));
    if (number > 1) {
      json.put("prev", link(request, number - 1));
    }
    if (number < pages) {
      json.put("next", link(request, number + 1));
    }
    json.close();
  }

  private String link(Request request, int number) {
    String rest =
        request
            .rawQuery()
            .replaceAll("(^|&)page(%5B|\\[)number(%5D|\\])=[^&]*", "")
            .replaceAll("^&", "");
    String query = "page%5Bnumber%5D=" + number + (rest.isEmpty() ? "" : "&" + rest);
    return base + "/" + request.segment(0) + "?" + query;
  }

  private static List<Condition> conditions(Request request, Table table) {
    List<Condition> found = new ArrayList<>();
    request
        .query()
        .forEach(
            (name, value) -> {
              if (name.startsWith("filter[")) {
                found.add(ProductiveFilter.condition(table, name, value));
              }
            });
    boolean drafts = request.query().getOrDefault("filter[with_draft]", "").equals("true");
    if (table.name.equals("bookings") && !drafts) {
      found.add(Condition.of("draft", Condition.Comparison.ANY_OF, "false"));
    }
    return found;
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().openArray("errors");
    Json error = new Json().open().put("status", Integer.toString(refused.status()));
    error.put("code", refused.code()).put("title", refused.code().replace('_', ' '));
    error.put("detail", refused.text()).close();
    String body = json.element(error.toString()).closeArray().close().toString();
    return Reply.jsonApi(refused.status(), body);
  }

  @Override
  public boolean isReport(Request request) {
    return request.segment(0).equals("reports");
  }

  @Override
  public Collection<Table> tables() {
    return tables.values();
  }
}
