package surety.server.posture.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import surety.evidence.ClaimState;
import surety.evidence.Ledger;
import surety.evidence.State;

/// Changes of states, found by asking the state function about earlier moments: nothing is stored
/// of them, so nothing can be left out.
final class Changes {

  private static final Duration SPAN = Duration.ofDays(90);
  private static final int FOR_EACH = 12;

  // What led to a state that a claim is in since a moment lies before it, and is never changed.
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /// The changes of the last 90 days, newest first, at most twelve for each claim.
  ///
  /// @param states of all claims of the ledger now
  List<Change> of(Ledger ledger, List<ClaimState> states, Instant now) {
    Instant oldest = now.minus(SPAN);
    return states.stream()
        .flatMap(state -> of(ledger, state, oldest).stream())
        .filter(change -> !change.at().isBefore(oldest))
        .sorted(Comparator.comparing(Change::at).reversed().thenComparing(Change::claim))
        .toList();
  }

  private List<Change> of(Ledger ledger, ClaimState state, Instant oldest) {
    Known held = known.get(state.id());
    if (held == null || !held.isFor(state)) {
      held = new Known(state.state(), state.since(), state.reason(), led(ledger, state, oldest));
      known.put(state.id(), held);
    }
    return held.changes();
  }

  private record Known(State state, Instant since, String reason, List<Change> changes) {

    boolean isFor(ClaimState now) {
      return now.state() == state && now.since().equals(since) && now.reason().equals(reason);
    }
  }

  private static List<Change> led(Ledger ledger, ClaimState now, Instant oldest) {
    String claim = now.id();
    List<Change> changes = new ArrayList<>();
    ClaimState state = now;
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
