package surety.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// QuickBooks Online's accounting API, version 3: queries in a language like SQL, and no list where
/// there are no rows.
final class QuickBooksApi extends ConsentedApi {
  private static final int MAX_PAGE = 1_000;
  private static final int USUAL_PAGE = 100;
  private static final Pattern QUERY =
      Pattern.compile(
          "select \\* from ([A-Za-z]+)(?: where (.+?))?(?: orderby [A-Za-z.]+)?"
              + "(?: startposition ([0-9]+))?(?: maxresults ([0-9]+))?");
  private static final Pattern CLAUSE =
      Pattern.compile("([A-Za-z.]+) ?(>=|<=|=|in) ?(?:'([^']*)'|(true|false)|\\(true, false\\))");

  QuickBooksApi(Firm firm, Known known, int cap) {
    super(known, Tokens.QUICKBOOKS, Math.min(cap, MAX_PAGE));
    new QuickBooksTables(firm).all().forEach(this::hold);
    hold(new Table("query", List.of()));
  }

  @Override
  Reply list(Request request, Table table) {
    Matcher query = QUERY.matcher(request.query().getOrDefault("query", ""));
    if (!table.name.equals("query") || !query.matches()) {
      throw new Refused(400, "4000", "Error parsing query");
    }
    Table entity =
        tables().stream()
            .filter(it -> it.name.equalsIgnoreCase(query.group(1)))
            .findFirst()
            .orElseThrow(() -> new Refused(400, "4001", "Invalid query: unknown entity"));
    int asked = query.group(4) == null ? USUAL_PAGE : Integer.parseInt(query.group(4));
    if (asked > MAX_PAGE) {
      throw new Refused(400, "4002", "maxresults must be at most " + MAX_PAGE);
    }
    long start = query.group(3) == null ? 1 : Long.parseLong(query.group(3));
    List<Row> page =
        page(entity.select(conditions(query.group(2)), ""), start - 1, Math.min(asked, cap));
    Json json = new Json().open().open("QueryResponse");
    if (!page.isEmpty()) {
      json.raw(query.group(1), array(page));
      json.put("startPosition", start).put("maxResults", page.size());
    }
    return Reply.json(
        200, json.close().put("time", "2026-07-10T01:00:00.000-07:00").close().toString());
  }

  private static List<Condition> conditions(@Nullable String where) {
    List<Condition> found = new ArrayList<>();
    boolean inactiveToo = false;
    for (String part : where == null ? List.<String>of() : Arrays.asList(where.split(" and "))) {
      Matcher clause = CLAUSE.matcher(part.strip());
      if (!clause.matches()) {
        throw new Refused(400, "4000", "Error parsing query");
      }
      inactiveToo |= clause.group(1).equals("Active");
      if (!clause.group(2).equals("in")) {
        String value = clause.group(3) == null ? clause.group(4) : clause.group(3);
        found.add(Condition.of(clause.group(1), comparison(clause.group(2)), value));
      }
    }
    // What is no longer active is listed for those alone who ask.
    if (!inactiveToo) {
      found.add(new Condition("Active", Condition.Comparison.NONE_OF, List.of("false")));
    }
    return found;
  }

  private static Condition.Comparison comparison(String sign) {
    return switch (sign) {
      case ">=" -> Condition.Comparison.AT_LEAST;
      case "<=" -> Condition.Comparison.AT_MOST;
      default -> Condition.Comparison.ANY_OF;
    };
  }

  @Override
  public Reply error(Refused refused) {
    Json error = new Json().open().put("Message", refused.text()).put("Detail", "");
    Json json = new Json().open().open("Fault").openArray("Error");
    json.element(error.put("code", refused.code()).put("element", "").close().toString());
    json.closeArray().put("type", refused.status() == 401 ? "AUTHENTICATION" : "ValidationFault");
    return Reply.json(refused.status(), json.close().close().toString());
  }
}
