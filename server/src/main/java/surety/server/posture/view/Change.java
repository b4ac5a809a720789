package surety.server.posture.view;

import java.time.Instant;
import java.util.Optional;

/// A claim came into another state.
///
/// @param claim its id
/// @param from the state before, empty for a new claim
/// @param reason the state function's reason
public record Change(
    String claim, Instant at, Optional<ShownState> from, ShownState to, String reason) {}
