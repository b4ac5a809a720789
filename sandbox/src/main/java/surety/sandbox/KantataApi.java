package surety.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Kantata OX's API, version 1: records stand by their ids, and a list tells which are on the page.
/// What is archived is left out unless it is asked for.
final class KantataApi extends ConsentedApi {
  private static final int MAX_PAGE = 200;
  private static final int USUAL_PAGE = 20;
  private static final String ENDING = ".json";
  private static final Map<String, String> WITH_ARCHIVED =
      Map.of(
          "workspaces.json", "include_archived",
          "time_entries.json", "from_archived_workspaces");

  KantataApi(Firm firm, Known known, int cap) {
    super(known, Tokens.KANTATA, Math.min(cap, MAX_PAGE));
    new KantataTables(firm).all().forEach(this::hold);
  }

  @Override
  Reply list(Request request, Table table) {
    List<Row> all = table.select(conditions(request, table), "");
    int size = Math.min(request.number("per_page", USUAL_PAGE), cap);
    int page = request.number("page", 1);
    List<Row> rows = page(all, (page - 1L) * size, size);
    String name = table.name.substring(0, table.name.length() - ENDING.length());
    StringJoiner listed = new StringJoiner(",", "[", "]");
    Json records = new Json().open();
    for (Row row : rows) {
      String id = Long.toString(row.id());
      listed.add(new Json().open().put("key", name).put("id", id).close().toString());
      records.raw(id, object(row));
    }
    Json json = new Json().open().put("count", all.size()).open("meta");
    json.put("count", all.size()).put("page_count", (all.size() + size - 1) / size);
    json.put("page_number", page).put("page_size", size).close().raw("results", listed.toString());
    return Reply.json(200, json.raw(name, records.close().toString()).close().toString());
  }

  private static List<Condition> conditions(Request request, Table table) {
    List<Condition> found = new ArrayList<>();
    String archivedToo = WITH_ARCHIVED.getOrDefault(table.name, "");
    if (!archivedToo.isEmpty() && !"true".equals(request.query().get(archivedToo))) {
      found.add(Condition.of("archived", Condition.Comparison.ANY_OF, "false"));
    }
    String since = request.query().getOrDefault("updated_after", "");
    if (!since.isEmpty()) {
      found.add(Condition.of("updated_at", Condition.Comparison.ABOVE, Times.normalized(since)));
    }
    String span = request.query().getOrDefault("date_performed_between", "");
    if (!span.isEmpty()) {
      if (!span.matches("[0-9-]{10}:[0-9-]{10}")) {
        throw new Refused(400, "invalid", "date_performed_between is not two days");
      }
      found.add(
          Condition.of("date_performed", Condition.Comparison.AT_LEAST, span.substring(0, 10)));
      found.add(Condition.of("date_performed", Condition.Comparison.AT_MOST, span.substring(11)));
    }
    return found;
  }

  @Override
  public Reply error(Refused refused) {
    Json error = new Json().open().put("type", "oauth").put("message", refused.text()).close();
    Json json = new Json().open().openArray("errors").element(error.toString()).closeArray();
    return Reply.json(refused.status(), json.close().toString());
  }
}
