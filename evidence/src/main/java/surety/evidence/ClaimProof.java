package surety.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import surety.evidence.ClaimHistory.Recorded;
import surety.evidence.ClaimState.ControlProof;
import surety.evidence.ProbeResult.Cases;

/// The passes and the negative controls that count for a claim on what runs now.
final class ClaimProof {
  private final ClaimHistory history;
  private final Optional<Claim> claim;
  private final Kills kills;
  private final List<Recorded<ProbeResult>> passes = new ArrayList<>();

  ClaimProof(ClaimHistory history) {
    this.history = history;
    this.claim = history.claim().map(Recorded::entry);
    this.kills = new Kills(history);
    for (String probe : required()) {
      pass(probe).ifPresent(passes::add);
    }
  }

  List<String> required() {
    return claim.map(Claim::probes).orElse(List.of());
  }

  Kills kills() {
    return kills;
  }

  /// The newest pass of each required probe that has one.
  List<Recorded<ProbeResult>> passes() {
    return passes;
  }

  /// The newest pass of a probe for this revision, build and configuration.
  Optional<Recorded<ProbeResult>> pass(String probe) {
    return history.runs(probe).reversed().stream().filter(this::isPassHere).findFirst();
  }

  boolean isPassHere(Recorded<ProbeResult> run) {
    ProbeResult result = run.entry();
    return result.effectiveOutcome() == Outcome.PASS
        && claim.filter(made -> result.claims().contains(made.ref())).isPresent()
        && kills.isHere(result.target());
  }

  /// When the pass was true.
  static Instant when(Recorded<ProbeResult> run) {
    return run.when(run.entry().endedAt());
  }

  Optional<Instant> oldest() {
    return passes.stream().map(ClaimProof::when).min(Comparator.naturalOrder());
  }

  Optional<Duration> age() {
    return oldest()
        .filter(_ -> passes.size() == required().size())
        .map(oldest -> Duration.between(oldest, history.at()));
  }

  Optional<Cases> cases() {
    return passes.stream().map(run -> run.entry().cases()).reduce(ClaimProof::sum);
  }

  ControlProof controls() {
    return kills.proof(claim.map(Claim::control).orElse(""));
  }

  /// Until when all that must be shown of its probes' ability to fail is shown; empty if some of it
  /// is not shown now.
  Optional<Instant> controlledUntil() {
    List<Optional<Instant>> ends =
        claim.stream()
            .flatMap(made -> kills.needs(made, passes).stream())
            .map(kills::metUntil)
            .toList();
    return ends.stream().allMatch(Optional::isPresent)
        ? ends.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static Cases sum(Cases one, Cases other) {
    return new Cases(
        one.declared() + other.declared(),
        one.executed() + other.executed(),
        one.attacksRefused() + other.attacksRefused(),
        one.attacksSucceeded() + other.attacksSucceeded(),
        one.positiveControls() + other.positiveControls(),
        one.population() + other.population());
  }
}
