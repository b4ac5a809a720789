package surety.server.posture.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import surety.evidence.BuildInForce;
import surety.evidence.ClaimState;
import surety.evidence.Ledger;
import surety.evidence.State;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;

/// Says when a twin has to show again that each probe can fail: a day before the first claim would
/// become unproven for want of it, and at once if it was not shown for all of them on what runs.
final class TwinSchedule {

  /// Time for two dozen tries, of which each takes minutes.
  static final Duration AHEAD = Duration.ofDays(1);

  private TwinSchedule() {}

  /// @param running a twin of another build shows nothing about the one in force
  static boolean isDue(Ledger ledger, Claims claims, BuildInForce running, Instant now) {
    return isInForce(ledger, running)
        && claims.all().stream()
            .filter(claim -> claim.unproven().isEmpty())
            .map(Claim::id)
            .map(id -> ClaimState.of(ledger, id, now))
            .anyMatch(state -> needsOne(state, now));
  }

  private static boolean isInForce(Ledger ledger, BuildInForce running) {
    return ledger
        .all(BuildInForce.class)
        .reduce((_, later) -> later)
        .filter(running::equals)
        .isPresent();
  }

  private static boolean needsOne(ClaimState state, Instant now) {
    boolean probed = state.claim().filter(claim -> !claim.probes().isEmpty()).isPresent();
    Optional<Instant> end = state.controlledUntil();
    return probed
        && state.state() != State.WITHDRAWN
        && !end.filter(until -> now.isBefore(until.minus(AHEAD))).isPresent();
  }
}
