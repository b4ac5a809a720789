package surety.twin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every probe against every fault: a fault that no probe notices is a hole, a probe that notices
/// none is an ornament.
///
/// Only a probe that passes without any fault can notice one; what it reports otherwise is not
/// counted.
final class KillMatrix {

  private final SortedMap<String, DeclaredFault> faults = new TreeMap<>();
  private final boolean columns;
  private final SortedMap<String, Cell> withoutFault = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Cell>> cells = new TreeMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  /// @param columns whether a probe that notices none of these faults is a hole
  KillMatrix(Collection<DeclaredFault> faults, boolean columns) {
    this.columns = columns;
    faults.forEach(fault -> this.faults.put(fault.id(), fault));
  }

  /// Takes a run without any fault. Of several, the worst counts.
  synchronized void baseline(Cell cell) {
    withoutFault.merge(cell.probe(), cell, (one, other) -> one.passed() ? other : one);
  }

  synchronized void add(Cell cell) {
    cells.computeIfAbsent(cell.fault(), _ -> new TreeMap<>()).put(cell.probe(), cell);
  }

  /// Notes that a fault could not be tried.
  synchronized void refuse(String fault, String reason) {
    refused.put(fault, reason);
  }

  synchronized List<String> killers(String fault) {
    return cells.getOrDefault(fault, new TreeMap<>()).values().stream()
        .filter(cell -> cell.killed() && passesWithout(cell.probe()))
        .map(Cell::probe)
        .toList();
  }

  synchronized List<String> killed(String probe) {
    return faults.keySet().stream().filter(fault -> killers(fault).contains(probe)).toList();
  }

  /// Why the matrix proves nothing yet; empty if every row and column has a kill.
  synchronized List<String> holes() {
    List<String> holes = new ArrayList<>();
    withoutFault.values().stream()
        .filter(cell -> !cell.passed())
        .forEach(
            cell ->
                holes.add(
                    "probe %s does not pass without a fault: %s %s"
                        .formatted(cell.probe(), cell.outcome(), cell.reason())));
    refused.forEach((fault, reason) -> holes.add("fault " + fault + ": " + reason));
    faults.keySet().stream()
        .filter(fault -> killers(fault).isEmpty())
        .forEach(fault -> holes.add("no probe notices fault " + fault));
    withoutFault.keySet().stream()
        .filter(probe -> columns && killed(probe).isEmpty())
        .forEach(probe -> holes.add("probe " + probe + " notices no fault"));
    return holes;
  }

  /// As it is published: `faults: [{id, control, class, killedBy, millis}]`, `holes`, `probes:
  /// [{id, outcome, cases, kills, millis}]`. The times are those of all runs together.
  synchronized Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("faults", faults.values().stream().map(this::row).toList());
    json.put("probes", withoutFault.values().stream().map(this::column).toList());
    json.put("holes", holes());
    return json;
  }

  private Map<String, Object> row(DeclaredFault fault) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", fault.id());
    row.put("control", fault.control());
    row.put("class", fault.kind());
    row.put("killedBy", killers(fault.id()));
    row.put("millis", millis(cells.getOrDefault(fault.id(), new TreeMap<>()).values().stream()));
    return row;
  }

  private Map<String, Object> column(Cell cell) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("id", cell.probe());
    column.put("outcome", cell.outcome());
    column.put("reason", cell.reason());
    column.put("cases", Map.of("declared", cell.declared(), "executed", cell.executed()));
    column.put("kills", killed(cell.probe()));
    Stream<Cell> underFaults =
        cells.values().stream()
            .flatMap(row -> row.values().stream())
            .filter(run -> run.probe().equals(cell.probe()));
    column.put("millis", millis(Stream.concat(Stream.of(cell), underFaults)));
    return column;
  }

  private static long millis(Stream<Cell> runs) {
    return runs.mapToLong(Cell::millis).sum();
  }

  private boolean passesWithout(String probe) {
    Cell cell = withoutFault.get(probe);
    return cell != null && cell.passed();
  }
}
