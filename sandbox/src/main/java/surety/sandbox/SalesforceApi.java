package surety.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Salesforce's REST API as far as it is read: queries in SOQL, with the path of the next batch,
/// and records that can be written below `sobjects`. The organization has several currencies.
final class SalesforceApi extends ConsentedApi {
  private static final int BATCH = 2_000;
  private static final String QUERY = "query";
  private static final String OBJECTS = "sobjects/";
  private static final Pattern SOQL =
      Pattern.compile(
          "SELECT (.+?) FROM ([A-Za-z]+)(?: WHERE (.+?))?(?: ORDER BY [A-Za-z]+(?:, [A-Za-z]+)*)?");
  private static final Pattern CLAUSE =
      Pattern.compile("([A-Za-z]+) (>=|=) (?:'([^']*)'|([0-9A-Za-z:.-]+))");

  private final String path;
  private final Map<String, Selected> cursors = new ConcurrentHashMap<>();
  private final AtomicInteger queries = new AtomicInteger();

  /// What a query selected.
  private record Selected(List<Row> rows, String object, Set<String> fields) {}

  /// @param path of the API, as next batches are named
  SalesforceApi(Firm firm, Known known, String path, int cap) {
    super(known, Tokens.SALESFORCE, Math.min(cap, BATCH));
    this.path = path;
    new SalesforceTables(firm, OBJECTS).all().forEach(this::hold);
    hold(new Table(QUERY, List.of()));
  }

  @Override
  Reply list(Request request, Table table) {
    Matcher query = SOQL.matcher(request.query().getOrDefault("q", ""));
    if (!table.name.equals(QUERY) || !query.matches()) {
      throw new Refused(400, "MALFORMED_QUERY", "unexpected token");
    }
    Table object =
        tables().stream()
            .filter(it -> it.name.equals(OBJECTS + query.group(2)))
            .findFirst()
            .orElseThrow(() -> new Refused(400, "INVALID_TYPE", "sObject type is not supported"));
    Set<String> fields = new LinkedHashSet<>(Arrays.asList(query.group(1).split(", ?")));
    String cursor = "01g%012d".formatted(queries.incrementAndGet());
    List<Row> rows = object.select(conditions(query.group(3)), "");
    cursors.put(cursor, new Selected(rows, query.group(2), fields));
    return batch(cursor, 0);
  }

  private static List<Condition> conditions(@Nullable String where) {
    List<Condition> found = new ArrayList<>();
    for (String part : where == null ? List.<String>of() : Arrays.asList(where.split(" AND "))) {
      Matcher clause = CLAUSE.matcher(part);
      if (!clause.matches()) {
        throw new Refused(400, "MALFORMED_QUERY", "unexpected token");
      }
      String value = clause.group(3) == null ? clause.group(4) : clause.group(3);
      boolean least = clause.group(2).equals(">=");
      found.add(
          Condition.of(
              clause.group(1),
              least ? Condition.Comparison.AT_LEAST : Condition.Comparison.ANY_OF,
              value));
    }
    return found;
  }

  @Override
  Reply below(Request request, Table table, List<String> below) {
    Matcher locator = Pattern.compile("(01g[0-9]+)-([0-9]{1,9})").matcher(below.getFirst());
    if (!table.name.equals(QUERY) || !locator.matches()) {
      return super.below(request, table, below);
    }
    return batch(locator.group(1), Integer.parseInt(locator.group(2)));
  }

  private Reply batch(String cursor, int from) {
    Selected selected = cursors.get(cursor);
    if (selected == null) {
      throw new Refused(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    List<Row> rows = page(selected.rows(), from, cap);
    int next = from + rows.size();
    boolean done = next >= selected.rows().size();
    Json json = new Json().open().put("totalSize", selected.rows().size()).put("done", done);
    if (!done) {
      json.put("nextRecordsUrl", path + "/query/" + cursor + "-" + next);
    }
    String records =
        rows.stream()
            .map(row -> narrowed((ObjectNode) Request.JSON.readTree(object(row)), selected))
            .collect(Collectors.joining(",", "[", "]"));
    return Reply.json(200, json.raw("records", records).close().toString())
        .header("Sforce-Limit-Info", "api-usage=12/100000");
  }

  private static String narrowed(ObjectNode record, Selected selected) {
    Set<String> kept = new LinkedHashSet<>(Set.of("attributes"));
    for (String field : selected.fields()) {
      String name = field.replaceAll("\\..*", "");
      if (!record.has(name)) {
        throw new Refused(400, "INVALID_FIELD", "No such column on " + selected.object());
      }
      kept.add(name);
    }
    return record.retain(kept).toString();
  }

  @Override
  public Optional<String> waitHeader() {
    return Optional.empty();
  }

  // What is used up is a 403 here.
  @Override
  public Reply error(Refused refused) {
    String code =
        switch (refused.status()) {
          case 401 -> "INVALID_SESSION_ID";
          case 404 -> "NOT_FOUND";
          case 429 -> "REQUEST_LIMIT_EXCEEDED";
          default -> refused.code();
        };
    Json json = new Json().open().put("message", refused.text()).put("errorCode", code).close();
    boolean usedUp = refused.status() == 429;
    Reply reply = Reply.json(usedUp ? 403 : refused.status(), "[" + json + "]");
    return usedUp ? reply.header("Sforce-Limit-Info", "api-usage=100000/100000") : reply;
  }
}
