package surety.sandbox;

import static surety.sandbox.Condition.Comparison.AT_LEAST;
import static surety.sandbox.Condition.Comparison.AT_MOST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Float's API, version 3: bare arrays, counts in headers, allocations and time bound by dates.
///
/// A page behind the last one is the last one again.
final class FloatApi extends PlainApi {
  private static final int MAX_PAGE = 200;
  private static final Set<String> BOUND = Set.of("tasks", "timeoffs", "logged-time");

  private final Tokens tokens;
  private final int cap;

  FloatApi(Firm firm, Tokens tokens, int cap) {
    this.tokens = tokens;
    this.cap = Math.min(cap, MAX_PAGE);
    new FloatTables(firm).all().forEach(this::hold);
  }

  @Override
  public Access authenticate(Request request) {
    if (request.header("User-Agent").isBlank()) {
      throw new Refused(400, "bad_request", "A User-Agent header is required.");
    }
    return tokens.accept(request.header("Authorization"), "Bearer " + Tokens.FLOAT);
  }

  @Override
  Reply list(Request request, Table table) {
    List<Row> all = table.select(conditions(request, table), "");
    int size = Math.min(request.number("per-page", Math.min(50, cap)), cap);
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int page = Math.min(request.number("page", 1), pages);
    return Reply.json(200, array(page(all, (page - 1L) * size, size)))
        .header("X-Pagination-Total-Count", Integer.toString(all.size()))
        .header("X-Pagination-Page-Count", Integer.toString(pages))
        .header("X-Pagination-Current-Page", Integer.toString(page))
        .header("X-Pagination-Per-Page", Integer.toString(size));
  }

  private static List<Condition> conditions(Request request, Table table) {
    List<Condition> found = new ArrayList<>();
    Map<String, String> query = request.query();
    if (BOUND.contains(table.name)) {
      if (!query.containsKey("start_date") || !query.containsKey("end_date")) {
        throw new Refused(422, "start_date", "start_date and end_date are required.");
      }
      boolean time = table.name.equals("logged-time");
      found.add(Condition.of(time ? "date" : "end_date", AT_LEAST, day(query, "start_date")));
      found.add(Condition.of(time ? "date" : "start_date", AT_MOST, day(query, "end_date")));
    }
    if (query.containsKey("modified_since")) {
      found.add(Condition.of("modified", AT_LEAST, moment(query.get("modified_since"))));
    }
    return found;
  }

  private static String day(Map<String, String> query, String name) {
    String day = query.getOrDefault(name, "");
    if (!day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      throw new Refused(422, name, "not a day");
    }
    return day;
  }

  private static String moment(String text) {
    if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")) {
      throw new Refused(422, "modified_since", "not of the form YYYY-MM-DD HH:MM:SS");
    }
    return text;
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("field", refused.code()).put("message", refused.text());
    String body = json.close().toString();
    return Reply.json(refused.status(), refused.status() == 422 ? "[" + body + "]" : body);
  }
}
