package surety.server.connect.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.Condition;
import surety.server.connect.mapping.RecordMap;
import surety.server.egress.ReadRule;

/// One list that the records of a fetch come from.
///
/// @param name what notes call it, empty where the fetch has no other
/// @param only what a setting of the connection must be for this list to be read
/// @param split slot of a list: a row is then one record for each of its texts or rows
/// @param drop rows that are no records of ours
record PartPlan(
    String name,
    RequestPlan request,
    RangePlan range,
    List<LookupPlan> lookups,
    Optional<ConnectorPlan.Declared> only,
    OptionalInt split,
    Optional<Condition> drop,
    RecordMap<? extends SourceRecord> map) {

  /// Copies the list.
  PartPlan {
    lookups = List.copyOf(lookups);
  }

  boolean isFor(Map<String, String> settings) {
    return only.map(it -> it.holds(settings)).orElse(true);
  }

  /// What notes call its records.
  String records() {
    return name.isEmpty() ? "records" : "records of " + name;
  }

  Stream<ReadRule> rules() {
    return Stream.concat(
        request.rules(range.names()),
        lookups.stream().flatMap(lookup -> lookup.request().rules(Set.of())));
  }
}
