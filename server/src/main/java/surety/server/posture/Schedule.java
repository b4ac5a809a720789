package surety.server.posture;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import surety.evidence.BuildInForce;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.Ledger;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.Severity;
import surety.server.posture.claim.Claim;
import surety.server.posture.claim.Claims;

/// Says which probes are due.
///
/// A probe runs four times while a result of its gravest claim is fresh, so that three runs may
/// come to nothing before the claim is stale. One that did not pass runs again much sooner.
@Component
class Schedule {

  private static final int RUNS_WHILE_FRESH = 4;
  private static final int RETRIES_WHILE_FRESH = 48;

  private final ProbeRegistry registry;
  private final Claims claims;

  Schedule(ProbeRegistry registry, Claims claims) {
    this.registry = registry;
    this.claims = claims;
  }

  /// The ids of the probes that are due, in order.
  List<String> due(Ledger ledger, BuildInForce running, Instant now) {
    return registry.ids().stream()
        .filter(probe -> isShowable(probe) && isDue(ledger, running, probe, now))
        .toList();
  }

  // A probe of claims that cannot be shown yet has nothing to say more than once.
  private boolean isShowable(String probe) {
    return claims.servedBy(probe).stream().anyMatch(claim -> claim.unproven().isEmpty());
  }

  private boolean isDue(Ledger ledger, BuildInForce running, String probe, Instant now) {
    Optional<ProbeResult> last =
        ledger
            .all(ProbeResult.class)
            .filter(result -> result.probe().equals(probe) && isOf(running, result))
            .reduce((_, later) -> later);
    return last.map(result -> !now.isBefore(result.endedAt().plus(pause(probe, result))))
        .orElse(true);
  }

  private static boolean isOf(BuildInForce running, ProbeResult result) {
    return result.target().build().equals(running.build())
        && result.target().config().equals(running.config());
  }

  private Duration pause(String probe, ProbeResult last) {
    Duration fresh =
        claims.servedBy(probe).stream()
            .map(Claim::severity)
            .map(Severity::fresh)
            .min(Duration::compareTo)
            .orElse(Severity.CRITICAL.fresh());
    boolean passed = last.outcome() == Outcome.PASS && speaksForAll(probe, last);
    return fresh.dividedBy(passed ? RUNS_WHILE_FRESH : RETRIES_WHILE_FRESH);
  }

  private boolean speaksForAll(String probe, ProbeResult last) {
    List<String> spoken = last.claims().stream().map(ClaimRef::id).toList();
    return claims.servedBy(probe).stream().map(Claim::id).allMatch(spoken::contains);
  }
}
