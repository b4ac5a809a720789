package surety.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import surety.evidence.ProbeResult.Cases;

/// The state of one claim at one moment, and why. It follows from the ledger and the moment alone:
/// `SPEC.md`, section 5, says how. Nothing else makes one.
public final class ClaimState {
  private final String id;
  private final ClaimHistory history;
  private final Finding finding;
  private final ClaimProof proof;

  ClaimState(String id, ClaimHistory history, Finding finding, ClaimProof proof) {
    this.id = id;
    this.history = history;
    this.finding = finding;
    this.proof = proof;
  }

  /// The state of a claim as far as was recorded until `at`, seen at `at`.
  ///
  /// Defined for every ledger, every id and every moment. A claim that was not made by then is
  /// unproven.
  public static ClaimState of(Ledger ledger, String claimId, Instant at) {
    return new StateFunction(ledger, claimId, at).state();
  }

  /// The states of all claims that were made until `at`, in the order in which they were first
  /// made.
  public static List<ClaimState> all(Ledger ledger, Instant at) {
    return ledger.claims().stream()
        .map(claim -> of(ledger, claim, at))
        .filter(state -> state.claim().isPresent())
        .toList();
  }

  /// The claim's id.
  public String id() {
    return id;
  }

  /// The claim in its newest revision, if it was made.
  public Optional<Claim> claim() {
    return history.claim().map(ClaimHistory.Recorded::entry);
  }

  /// The state.
  public State state() {
    return finding.state();
  }

  /// Why, in a sentence that is published.
  public String reason() {
    return finding.reason();
  }

  /// Since when it is in this state.
  public Instant since() {
    return finding.since();
  }

  /// Until when it stays in this state if nothing more is recorded: the next check is due before.
  /// Empty if time alone changes nothing.
  public Optional<Instant> freshUntil() {
    return finding.until();
  }

  /// The numbers of the entries that it follows from.
  public List<Long> evidence() {
    return finding.evidence();
  }

  /// The age of the oldest pass that counts, for a claim that probes prove and that has passed on
  /// what runs now.
  public Optional<Duration> age() {
    return proof.age();
  }

  /// The cases of the passes that count, added up.
  public Optional<Cases> cases() {
    return proof.cases();
  }

  /// How it was shown that its probes can fail.
  public ControlProof controlProof() {
    return proof.controls();
  }

  /// Until when it is shown that its probes can fail, for all of them; empty if some of it is not
  /// shown now. From then on the claim would be unproven, whatever its probes say.
  public Optional<Instant> controlledUntil() {
    return proof.controlledUntil();
  }

  /// How much it is worth, 0 to 1, derived: never used to turn one state into another.
  public Confidence confidence() {
    return Confidence.of(state(), history, proof);
  }

  /// Whether somebody accepts that it fails, at this moment.
  public Optional<RiskAccepted> accepted() {
    return state() == State.FAILING ? history.accepted() : Optional.empty();
  }

  /// The state at the moment of withdrawal, if it was withdrawn.
  public Optional<State> lastState() {
    return finding.last();
  }

  @Override
  public String toString() {
    return id + " " + state().text() + ": " + reason();
  }

  /// Faults that switch off the claim's control, on what runs now.
  ///
  /// @param faults ids of all that were tried
  /// @param killed ids of those that a probe noticed, by a run that still counts
  /// @param at of the newest such run
  /// @param validUntil when the first of them needs another run
  public record ControlProof(
      List<String> faults,
      List<String> killed,
      Optional<Instant> at,
      Optional<Instant> validUntil) {}
}
