package surety.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes JSON:API documents. A relation that was not asked for by `include` shows only that it was
/// not included, as the vendor does.
final class ProductiveDocuments {
  private static final String NOT_INCLUDED = "{\"meta\":{\"included\":false}}";

  private final Map<String, Table> tables;

  ProductiveDocuments(Map<String, Table> tables) {
    this.tables = tables;
  }

  String one(Table table, Row row, String include) {
    Json json = new Json().open().member("data");
    resource(json, table, row, top(include));
    writeIncluded(json, table, List.of(row), include);
    return json.open("meta").close().close().toString();
  }

  /// Writes `data` and, when something was asked for, `included`.
  void write(Json json, Table table, List<Row> rows, String include) {
    Set<String> top = top(include);
    json.openArray("data");
    rows.forEach(row -> resource(json, table, row, top));
    json.closeArray();
    writeIncluded(json, table, rows, include);
  }

  private static Set<String> top(String include) {
    Set<String> names = new TreeSet<>();
    for (String path : include.split(",")) {
      names.add(path.split("\\.", 2)[0].strip());
    }
    return names;
  }

  private static void resource(Json json, Table table, Row row, Set<String> included) {
    json.open().put("id", Long.toString(row.id())).put("type", table.name).open("attributes");
    row.write(json);
    json.close().open("relationships");
    table.relations.forEach(
        (name, relation) -> {
          boolean shown = name.equals("organization") || included.contains(name);
          json.raw(name, shown ? link(relation, row.related(name)) : NOT_INCLUDED);
        });
    json.close().close();
  }

  private static String link(Table.Relation relation, List<Long> ids) {
    if (!relation.many()) {
      return ids.isEmpty()
          ? "{\"data\":null}"
          : "{\"data\":" + pointer(relation, ids.getFirst()) + "}";
    }
    List<String> links = ids.stream().map(id -> pointer(relation, id)).toList();
    return "{\"data\":[" + String.join(",", links) + "]}";
  }

  private static String pointer(Table.Relation relation, long id) {
    return "{\"type\":\"" + relation.table() + "\",\"id\":\"" + id + "\"}";
  }

  private void writeIncluded(Json json, Table table, List<Row> rows, String include) {
    if (include.isEmpty()) {
      return;
    }
    Map<String, String> found = new LinkedHashMap<>();
    collect(found, table, rows, List.of(include.split(",")));
    json.openArray("included");
    found.values().forEach(json::element);
    json.closeArray();
  }

  // Each level of a path such as service.deal is one step; what two paths share is written once.
  private void collect(Map<String, String> found, Table table, List<Row> rows, List<String> paths) {
    Map<String, List<String>> deeper = new LinkedHashMap<>();
    for (String path : paths) {
      String[] parts = path.strip().split("\\.", 2);
      List<String> rest = deeper.computeIfAbsent(parts[0], _ -> new ArrayList<>());
      if (parts.length == 2) {
        rest.add(parts[1]);
      }
    }
    deeper.forEach((name, rest) -> collectRelation(found, table, rows, name, rest));
  }

  private void collectRelation(
      Map<String, String> found, Table table, List<Row> rows, String name, List<String> rest) {
    Table.Relation relation = table.relations.get(name);
    Table target = relation == null ? null : tables.get(relation.table());
    if (target == null) {
      throw new Refused(400, "unsupported_include", "This include is not supported here.");
    }
    Set<Long> ids = new TreeSet<>();
    rows.forEach(row -> ids.addAll(row.related(name)));
    List<Row> targets = new ArrayList<>();
    ids.forEach(id -> target.find(id).ifPresent(targets::add));
    Set<String> shown = top(String.join(",", rest));
    for (Row row : targets) {
      Json json = new Json();
      resource(json, target, row, shown);
      found.put(target.name + "/" + row.id(), json.toString());
    }
    if (!rest.isEmpty()) {
      collect(found, target, targets, rest);
    }
  }
}
