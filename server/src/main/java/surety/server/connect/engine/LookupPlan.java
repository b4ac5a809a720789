package surety.server.connect.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Value;

/// A list that is read besides the records, so that they can be joined with it.
///
/// @param name what notes call it
/// @param tables name of each table that it fills, with the key of a row in it
/// @param split slot of a list: a row is then one for each of its texts or rows
/// @param perRecord for a list that is read once for each record: the id to put in the path
record LookupPlan(
    String name,
    RequestPlan request,
    Map<String, Value> tables,
    OptionalInt split,
    Optional<Value> perRecord) {

  /// Copies the map.
  LookupPlan {
    tables = Map.copyOf(tables);
  }

  List<Row> split(List<Row> rows) {
    return split.isEmpty()
        ? rows
        : rows.stream().flatMap(row -> row.split(split.getAsInt()).stream()).toList();
  }
}
