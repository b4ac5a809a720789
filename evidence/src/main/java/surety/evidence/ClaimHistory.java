package surety.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import surety.translog.Hash;

/// What was recorded until a moment that concerns one claim.
final class ClaimHistory {
  private final String id;
  private final Instant at;
  private final List<Recorded<ProbeResult>> runs = new ArrayList<>();
  private final Map<Try, Recorded<NegativeControl>> negativeControls = new LinkedHashMap<>();
  private final List<Recorded<Attestation>> attestations = new ArrayList<>();
  private final List<Recorded<AttestationApproval>> approvals = new ArrayList<>();
  private final List<Recorded<CounterEvidence>> counterEvidence = new ArrayList<>();
  private final List<Recorded<CounterEvidenceClosed>> closings = new ArrayList<>();
  private Optional<Recorded<Claim>> claim = Optional.empty();
  private Optional<Recorded<BuildInForce>> build = Optional.empty();
  private Optional<Recorded<Withdrawal>> withdrawal = Optional.empty();
  private Optional<RiskAccepted> accepted = Optional.empty();

  ClaimHistory(Ledger ledger, String id, Instant at) {
    this.id = id;
    this.at = at;
    for (LedgerEntry entry : ledger.entries()) {
      if (entry.recordedAt().isAfter(at)) {
        break;
      }
      take(entry);
    }
  }

  private void take(LedgerEntry place) {
    switch (place.entry()) {
      case Claim made when made.id().equals(id) -> claim = Optional.of(new Recorded<>(place, made));
      case BuildInForce now -> build = Optional.of(new Recorded<>(place, now));
      case ProbeResult run when concerns(run) -> runs.add(new Recorded<>(place, run));
      case NegativeControl control ->
          negativeControls.put(Try.of(control), new Recorded<>(place, control));
      case Attestation word when word.claim().id().equals(id) ->
          attestations.add(new Recorded<>(place, word));
      case AttestationApproval approval -> approvals.add(new Recorded<>(place, approval));
      case CounterEvidence against when against.claim().equals(id) ->
          counterEvidence.add(new Recorded<>(place, against));
      case CounterEvidenceClosed closing -> closings.add(new Recorded<>(place, closing));
      case RiskAccepted risk when risk.claim().equals(id) -> accepted = Optional.of(risk);
      case Withdrawal end when end.claim().equals(id) ->
          withdrawal = Optional.of(new Recorded<>(place, end));
      default -> {}
    }
  }

  private boolean concerns(ProbeResult run) {
    return run.claims().stream().anyMatch(ref -> ref.id().equals(id));
  }

  Instant at() {
    return at;
  }

  Optional<Recorded<Claim>> claim() {
    return claim;
  }

  Optional<Recorded<BuildInForce>> build() {
    return build;
  }

  /// Unless the claim was made again since.
  Optional<Recorded<Withdrawal>> withdrawal() {
    return withdrawal.filter(end -> claim.isPresent() && end.seq() > claim.get().seq());
  }

  Optional<RiskAccepted> accepted() {
    return accepted.filter(risk -> !at.isAfter(risk.until()));
  }

  /// Runs of one probe that speak for or against any revision of the claim, from the first.
  List<Recorded<ProbeResult>> runs(String probe) {
    return runs.stream().filter(run -> run.entry().probe().equals(probe)).toList();
  }

  /// All probes that ever spoke for or against it.
  List<String> probes() {
    return runs.stream().map(run -> run.entry().probe()).distinct().toList();
  }

  /// The newest of each probe against each fault, of all claims and probes, on whatever build.
  Collection<Recorded<NegativeControl>> negativeControls() {
    return negativeControls.values();
  }

  private record Try(String probe, String fault, Hash build, Hash config) {
    static Try of(NegativeControl control) {
      return new Try(
          control.probe(), control.fault(), control.target().build(), control.target().config());
    }
  }

  List<Recorded<Attestation>> attestations() {
    return attestations;
  }

  /// The first approval by another person than the owner.
  Optional<Recorded<AttestationApproval>> approval(Recorded<Attestation> attestation) {
    return approvals.stream()
        .filter(approval -> approval.seq() > attestation.seq())
        .filter(approval -> approval.entry().attestation().equals(attestation.entry().id()))
        .filter(approval -> !approval.entry().approver().equals(attestation.entry().owner()))
        .findFirst();
  }

  Stream<Recorded<CounterEvidence>> openCounterEvidence() {
    return counterEvidence.stream()
        .filter(against -> closings.stream().noneMatch(c -> closes(c, against)));
  }

  private boolean closes(
      Recorded<CounterEvidenceClosed> closing, Recorded<CounterEvidence> against) {
    if (closing.seq() < against.seq()
        || !closing.entry().counterEvidence().equals(against.entry().id())) {
      return false;
    }
    return switch (closing.entry().resolution()) {
      case REFUTED -> true;
      case RESOLVED ->
          runs.stream()
              .filter(run -> run.seq() > against.seq() && run.seq() < closing.seq())
              .filter(run -> run.entry().effectiveOutcome() == Outcome.PASS)
              .anyMatch(run -> run.place().digest().equals(closing.entry().evidence()));
    };
  }

  /// An entry with its place.
  record Recorded<E extends Entry>(LedgerEntry place, E entry) {
    long seq() {
      return place.seq();
    }

    Instant recordedAt() {
      return place.recordedAt();
    }

    /// When something was true: nothing counts from later than it was recorded.
    Instant when(Instant stated) {
      return stated.isAfter(recordedAt()) ? recordedAt() : stated;
    }
  }
}
