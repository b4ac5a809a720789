package surety.evidence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which probe noticed which fault on the build and configuration in force, by the newest run of
/// each probe against each fault.
///
/// @param faults by id
/// @param probes by id
public record KillMatrix(List<FaultRow> faults, List<ProbeColumn> probes) {

  /// The matrix as recorded until `at`.
  public static KillMatrix of(Ledger ledger, Instant at) {
    Map<List<String>, NegativeControl> newest = new LinkedHashMap<>();
    Optional<BuildInForce> build = Optional.empty();
    List<LedgerEntry> past =
        ledger.entries().stream().filter(entry -> !entry.recordedAt().isAfter(at)).toList();
    for (LedgerEntry entry : past) {
      build = entry.entry() instanceof BuildInForce now ? Optional.of(now) : build;
    }
    for (LedgerEntry entry : past) {
      if (entry.entry() instanceof NegativeControl run && isOn(build, run)) {
        newest.put(List.of(run.fault(), run.probe()), run);
      }
    }
    List<NegativeControl> cells = List.copyOf(newest.values());
    return new KillMatrix(
        group(cells, NegativeControl::fault).values().stream().map(FaultRow::of).toList(),
        group(cells, NegativeControl::probe).values().stream().map(ProbeColumn::of).toList());
  }

  /// Faults that no probe noticed: each is a hole.
  public List<FaultRow> survivors() {
    return faults.stream().filter(fault -> fault.killedBy().isEmpty()).toList();
  }

  /// Probes that noticed no fault: each is an ornament.
  public List<ProbeColumn> ornaments() {
    return probes.stream().filter(probe -> probe.kills().isEmpty()).toList();
  }

  /// As `mutation/matrix.json` holds it.
  public JsonObject json() {
    return Json.object()
        .with("faults", faults.stream().map(FaultRow::json).toList())
        .with("probes", probes.stream().map(ProbeColumn::json).toList());
  }

  private static boolean isOn(Optional<BuildInForce> build, NegativeControl run) {
    return build
        .filter(now -> now.build().equals(run.target().build()))
        .filter(now -> now.config().equals(run.target().config()))
        .isPresent();
  }

  private static Map<String, List<NegativeControl>> group(
      List<NegativeControl> cells, Function<NegativeControl, String> by) {
    return cells.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.toList()));
  }

  /// A fault with the probes that ran against it.
  ///
  /// @param killedBy probes that noticed it
  /// @param missedBy probes that did not, or were invalid
  public record FaultRow(
      String id,
      String control,
      FaultClass faultClass,
      List<String> killedBy,
      List<String> missedBy) {

    static FaultRow of(List<NegativeControl> runs) {
      NegativeControl last = runs.getLast();
      return new FaultRow(
          last.fault(), last.control(), last.faultClass(), probes(runs, true), probes(runs, false));
    }

    private static List<String> probes(List<NegativeControl> runs, boolean killed) {
      return runs.stream()
          .filter(run -> run.killed() == killed)
          .map(NegativeControl::probe)
          .sorted()
          .toList();
    }

    JsonObject json() {
      return Json.object()
          .with("id", id)
          .with("control", control)
          .with("class", faultClass.text())
          .with("killedBy", Json.texts(killedBy))
          .with("missedBy", Json.texts(missedBy));
    }
  }

  /// A probe with the faults that it noticed.
  public record ProbeColumn(String id, List<String> kills) {
    static ProbeColumn of(List<NegativeControl> runs) {
      return new ProbeColumn(
          runs.getLast().probe(),
          runs.stream()
              .filter(NegativeControl::killed)
              .map(NegativeControl::fault)
              .sorted()
              .toList());
    }

    JsonObject json() {
      return Json.object().with("id", id).with("kills", Json.texts(kills));
    }
  }
}
