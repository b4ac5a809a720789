package surety.server.connect.engine;

import java.util.Map;
import java.util.Optional;
import surety.server.connect.mapping.Value;

/// A list that is read besides the records, so that they can be joined with it.
///
/// @param name what notes call it
/// @param tables name of each table that it fills, with the key of a row in it
/// @param perRecord for a list that is read once for each record: the id to put in the path
record LookupPlan(
    String name, RequestPlan request, Map<String, Value> tables, Optional<Value> perRecord) {

  /// Copies the map.
  LookupPlan {
    tables = Map.copyOf(tables);
  }
}
