package surety.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// What the stand-ins of vendors with plain JSON records share: a table for each collection, found
/// by its path, and writes as one would expect them.
abstract class PlainApi implements VendorApi {
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /// Serves a collection at the path that is its table's name.
  final Table hold(Table table) {
    tables.put(table.name, table);
    return table;
  }

  /// The answer to a request for a whole collection.
  ///
  /// @throws Refused with the error that the vendor would send
  abstract Reply list(Request request, Table table);

  /// The answer to a request for what lies below a collection.
  ///
  /// @param below the segments of the path behind the collection's
  /// @throws Refused with the error that the vendor would send
  Reply below(Request request, Table table, List<String> below) {
    if (below.size() > 1) {
      throw Refused.notFound();
    }
    return Reply.json(
        200, object(table.find(number(below.getFirst())).orElseThrow(Refused::notFound)));
  }

  @Override
  public final Reply answer(Request request, Access access) {
    Table table = table(request.segments()).orElseThrow(Refused::notFound);
    List<String> below =
        request.segments().subList(table.name.split("/").length, request.segments().size());
    if (!request.isRead()) {
      if (access != Access.FULL) {
        throw new Refused(403, "forbidden", "The credential may only read.");
      }
      return PlainWrites.apply(request, table, below);
    }
    return below.isEmpty() ? list(request, table) : below(request, table, below);
  }

  // The longest path that is a collection's.
  private Optional<Table> table(List<String> segments) {
    for (int length = segments.size(); length > 0; length--) {
      Table table = tables.get(String.join("/", segments.subList(0, length)));
      if (table != null) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  static long number(String segment) {
    if (!segment.matches("[0-9]{1,18}")) {
      throw Refused.notFound();
    }
    return Long.parseLong(segment);
  }

  static String object(Row row) {
    Json json = new Json().open();
    row.write(json);
    return json.close().toString();
  }

  static String array(List<Row> rows) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    rows.forEach(row -> text.add(object(row)));
    return text.toString();
  }

  /// The rows of a page, none behind the end.
  static List<Row> page(List<Row> all, long from, int size) {
    int first = (int) Math.min(from, all.size());
    return all.subList(first, Math.min(all.size(), first + size));
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
