package surety.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A state with its grounds.
///
/// @param until when time alone ends it
/// @param evidence numbers of entries
/// @param last the state before, for a claim that was withdrawn
record Finding(
    State state,
    String reason,
    Instant since,
    Optional<Instant> until,
    List<Long> evidence,
    Optional<State> last) {

  static Finding of(State state, String reason, Instant since, List<Long> evidence) {
    return new Finding(state, reason, since, Optional.empty(), evidence, Optional.empty());
  }

  Finding until(Instant end) {
    return new Finding(state, reason, since, Optional.of(end), evidence, last);
  }

  Finding after(State before) {
    return new Finding(state, reason, since, until, evidence, Optional.of(before));
  }
}
