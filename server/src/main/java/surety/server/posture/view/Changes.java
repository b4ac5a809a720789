package surety.server.posture.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import surety.evidence.ClaimState;
import surety.evidence.Ledger;

/// Changes of states, found by asking the state function about earlier moments: nothing is kept of
/// them, so nothing can be left out.
final class Changes {

  private static final Duration SPAN = Duration.ofDays(90);
  private static final int FOR_EACH = 12;

  private Changes() {}

  /// The changes of the last 90 days, newest first, at most twelve for each claim.
  static List<Change> of(Ledger ledger, Instant now) {
    List<Change> changes = new ArrayList<>();
    ledger.claims().forEach(claim -> changes.addAll(of(ledger, claim, now)));
    changes.sort(Comparator.comparing(Change::at).reversed().thenComparing(Change::claim));
    return changes;
  }

  private static List<Change> of(Ledger ledger, String claim, Instant now) {
    List<Change> changes = new ArrayList<>();
    ClaimState state = ClaimState.of(ledger, claim, now);
    Instant oldest = now.minus(SPAN);
    for (int steps = 0; steps < 4 * FOR_EACH && changes.size() < FOR_EACH; steps++) {
      Instant since = state.since();
      if (since.isBefore(oldest)) {
        break;
      }
      ClaimState before = ClaimState.of(ledger, claim, since.minusNanos(1));
      if (before.claim().isEmpty() || before.state() != state.state()) {
        changes.add(change(state, before));
      }
      if (before.claim().isEmpty() || !before.since().isBefore(since)) {
        break;
      }
      state = before;
    }
    return changes;
  }

  private static Change change(ClaimState state, ClaimState before) {
    return new Change(
        state.id(),
        state.since(),
        before.claim().map(_ -> ClaimViews.shown(before.state())),
        ClaimViews.shown(state.state()),
        ClaimViews.sentence(state.reason()));
  }
}
