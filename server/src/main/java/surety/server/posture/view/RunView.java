package surety.server.posture.view;

import java.time.Duration;
import java.time.Instant;
import surety.evidence.LedgerEntry;
import surety.evidence.ProbeResult;

/// The newest run of a probe.
///
/// @param probe its name
/// @param attack how it tries to break the claim
/// @param outcome PASS, FAIL or INVALID
/// @param reason why it is invalid or what got through, empty for a pass
/// @param seq its place in the ledger
/// @param digest SHA-256 of its envelope, hexadecimal
/// @param declared cases that were to be attacked
/// @param executed cases that were
/// @param refused attacks that the control refused
/// @param succeeded attacks that got through
/// @param controls permitted acts that worked, so that a dead server proves nothing
/// @param populationHow how the cases were found
/// @param millis how long it took
public record RunView(
    String probe,
    String attack,
    String outcome,
    String reason,
    long seq,
    String digest,
    long declared,
    long executed,
    long refused,
    long succeeded,
    long controls,
    String populationHow,
    Instant endedAt,
    long millis) {

  /// Reads it from its entry.
  ///
  /// @param attack how the probe tries to break its claims
  public static RunView of(LedgerEntry entry, ProbeResult result, String attack) {
    var cases = result.cases();
    return new RunView(
        result.probe(),
        attack,
        result.effectiveOutcome().name(),
        result.reason(),
        entry.seq(),
        entry.digest().hex(),
        cases.declared(),
        cases.executed(),
        cases.attacksRefused(),
        cases.attacksSucceeded(),
        cases.positiveControls(),
        result.populationHow(),
        result.endedAt(),
        Duration.between(result.startedAt(), result.endedAt()).toMillis());
  }
}
