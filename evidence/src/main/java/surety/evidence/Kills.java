package surety.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import surety.evidence.ClaimHistory.Recorded;
import surety.evidence.ClaimState.ControlProof;
import surety.evidence.ProbeResult.Target;
import surety.translog.Hash;

/// Which probe notices which fault on the build and configuration in force, by the newest run of
/// each probe against each fault.
final class Kills {
  private final ClaimHistory history;
  private final Optional<Severity> severity;
  private final Map<Cell, Recorded<NegativeControl>> newest = new LinkedHashMap<>();

  Kills(ClaimHistory history) {
    this.history = history;
    this.severity = history.claim().map(made -> made.entry().severity());
    for (Recorded<NegativeControl> run : history.negativeControls()) {
      if (isHere(run.entry().target())) {
        newest.put(new Cell(run.entry().probe(), run.entry().fault()), run);
      }
    }
  }

  boolean isHere(Target target) {
    return history
        .build()
        .map(Recorded::entry)
        .filter(now -> now.build().equals(target.build()) && now.config().equals(target.config()))
        .isPresent();
  }

  /// Every set of kills of which one must be live for the claim to be proven, with the reason that
  /// is given if none is.
  List<Need> needs(Claim claim, List<Recorded<ProbeResult>> passes) {
    List<Need> needs = new ArrayList<>();
    needs.add(
        new Need(
            "no probe of this claim was shown to notice that its control is off",
            killed()
                .filter(run -> switchesOff(run, claim.control()))
                .filter(run -> claim.probes().contains(run.entry().probe()))
                .toList()));
    for (Recorded<ProbeResult> pass : passes) {
      String probe = pass.entry().probe();
      Hash digest = pass.entry().target().probe();
      needs.add(
          new Need(
              "probe " + probe + " was not shown to be able to fail",
              killed()
                  .filter(run -> run.entry().probe().equals(probe))
                  .filter(run -> run.entry().target().probe().equals(digest))
                  .toList()));
    }
    for (String fault : faults(claim.control())) {
      needs.add(new Need("no probe notices fault " + fault, killsOf(fault)));
    }
    return needs;
  }

  /// Until when a need is met; empty if it is not met now.
  Optional<Instant> metUntil(Need need) {
    return lasts(need).filter(end -> !history.at().isAfter(end));
  }

  /// Until when it was or will be met; empty if it never was.
  Optional<Instant> lasts(Need need) {
    return need.kills().stream().map(this::validUntil).max(Comparator.naturalOrder());
  }

  ControlProof proof(String control) {
    List<String> faults = faults(control);
    List<Recorded<NegativeControl>> live =
        faults.stream()
            .map(this::killsOf)
            .flatMap(Collection::stream)
            .filter(this::isLive)
            .toList();
    List<String> killed =
        faults.stream().filter(fault -> killsOf(fault).stream().anyMatch(this::isLive)).toList();
    Optional<Instant> last = live.stream().map(Recorded::recordedAt).max(Comparator.naturalOrder());
    Optional<Instant> end =
        killed.stream()
            .flatMap(fault -> lasts(new Need(fault, killsOf(fault))).stream())
            .min(Comparator.naturalOrder());
    return new ControlProof(faults, killed, last, end);
  }

  /// The strongest way in which a live kill of the control's faults was made.
  Optional<FaultClass> strongest(String control) {
    return faults(control).stream()
        .flatMap(fault -> killsOf(fault).stream())
        .filter(this::isLive)
        .map(run -> run.entry().faultClass())
        .min(Comparator.naturalOrder());
  }

  private boolean isLive(Recorded<NegativeControl> run) {
    return !history.at().isAfter(validUntil(run));
  }

  private Instant validUntil(Recorded<NegativeControl> run) {
    Instant stated = run.entry().validUntil();
    Instant most =
        run.when(run.entry().endedAt()).plus(severity.orElse(Severity.CRITICAL).negativeControl());
    return stated.isAfter(most) ? most : stated;
  }

  private List<Recorded<NegativeControl>> killsOf(String fault) {
    return killed().filter(run -> run.entry().fault().equals(fault)).toList();
  }

  private Stream<Recorded<NegativeControl>> killed() {
    return newest.values().stream()
        .filter(run -> run.entry().killed())
        .filter(run -> isStrongEnough(run.entry().faultClass()));
  }

  private boolean isStrongEnough(FaultClass faultClass) {
    return faultClass != FaultClass.TRANSCRIPT
        || severity.filter(s -> s == Severity.MEDIUM || s == Severity.LOW).isPresent();
  }

  private List<String> faults(String control) {
    return newest.values().stream()
        .filter(run -> switchesOff(run, control))
        .map(run -> run.entry().fault())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean switchesOff(Recorded<NegativeControl> run, String control) {
    return run.entry().control().equals(control);
  }

  private record Cell(String probe, String fault) {}

  /// Kills of which one must be live.
  record Need(String otherwise, List<Recorded<NegativeControl>> kills) {}
}
