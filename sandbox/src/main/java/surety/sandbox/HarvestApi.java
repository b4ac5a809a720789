package surety.sandbox;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Harvest's API, version 2: plain JSON objects, absolute next-page links, cursors.
final class HarvestApi implements VendorApi {
  private static final Set<String> RATES =
      Set.of(
          "billable_rate", "cost_rate", "default_hourly_rate", "hourly_rate", "fee", "cost_budget");
  private static final Set<String> MANAGERS_ONLY =
      Set.of("invoices", "estimates", "reports", "cost_rates", "billable_rates", "payments");

  private final Map<String, Table> tables;
  private final Tokens tokens;
  private final HarvestPages pages;
  private final HarvestWrites writes;
  private final HarvestReports reports;
  private final HarvestSingles singles;

  HarvestApi(Firm firm, Tokens tokens, URI base, int cap) {
    this.tables = new HarvestTables(firm).all();
    this.tokens = tokens;
    this.pages = new HarvestPages(base, cap);
    this.writes = new HarvestWrites(tables);
    this.reports = new HarvestReports(firm, pages);
    this.singles = new HarvestSingles(firm, pages);
  }

  static Access access(Request request, Tokens tokens) {
    if (request.header("User-Agent").isBlank()) {
      throw new Refused(400, "bad_request", "A User-Agent header is required.");
    }
    String authorization = request.header("Authorization");
    String token = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
    return tokens
        .harvest(token)
        .orElseThrow(() -> new Refused(401, "invalid_token", "The access token is unknown."));
  }

  @Override
  public Access authenticate(Request request) {
    Access access = access(request, tokens);
    if (!request.header("Harvest-Account-Id").equals(Tokens.HARVEST_ACCOUNT)) {
      throw new Refused(403, "forbidden", "The account is missing or not yours.");
    }
    return access;
  }

  @Override
  public Reply answer(Request request, Access access) {
    boolean restricted = access == Access.WITHOUT_RATES;
    if (restricted && request.segments().stream().anyMatch(MANAGERS_ONLY::contains)) {
      throw new Refused(403, "forbidden", "You are not allowed to see this.");
    }
    if (!request.isRead()) {
      return writes.apply(request);
    }
    String body = read(request);
    return Reply.json(200, restricted ? Redaction.without(RATES, body) : body);
  }

  private String read(Request request) {
    Optional<String> single = singles.answer(request);
    if (single.isPresent()) {
      return single.get();
    }
    if (request.segment(0).equals("reports")) {
      return reports.answer(request);
    }
    Table table = tables.get(request.segment(0));
    if (table == null || request.segments().size() > 2) {
      throw Refused.notFound();
    }
    if (request.segments().size() == 2) {
      return object(table.find(request.id(1)).orElseThrow(Refused::notFound));
    }
    boolean numbered = table.name.equals("invoices") || table.name.equals("estimates");
    return pages.page(request, table.name, table.select(conditions(request, table), ""), !numbered);
  }

  static String object(Row row) {
    Json json = new Json().open().put("id", row.id());
    row.write(json);
    return json.close().toString();
  }

  // The vendor ignores parameters that it does not know.
  private static List<Condition> conditions(Request request, Table table) {
    List<Condition> found = new ArrayList<>();
    request
        .query()
        .forEach(
            (name, value) -> {
              Table.Filter filter = table.filters.get(name);
              if (filter != null) {
                boolean time = filter.comparison() != Condition.Comparison.ANY_OF;
                String wanted = time ? Times.normalized(value) : value;
                found.add(Condition.of(filter.column(), filter.comparison(), wanted));
              }
            });
    return found;
  }

  static Reply failure(Refused refused) {
    Json json = new Json().open();
    if (refused.status() == 401) {
      json.put("error", refused.code()).put("error_description", refused.text());
    } else {
      json.put("code", refused.status()).put("message", refused.text());
    }
    return Reply.json(refused.status(), json.close().toString());
  }

  @Override
  public Reply error(Refused refused) {
    return failure(refused);
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
