package surety.server.insight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import surety.server.workspace.WorkspaceId;

/// Holds figures in memory, and nowhere else, for at most fifteen minutes after their reading
/// began, or for less where the workspace says so.
///
/// Two mechanisms, because removal is best effort: the cache drops an entry by itself, on a timer;
/// and a read looks at the age of what it found, so that nothing older is ever handed out, whether
/// or not the timer ran.
final class FigureCache {

  /// How long after the start of a reading its figures may be shown.
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final int MOST_WORKSPACES = 1_000;

  private final Clock clock;
  private final Cache<WorkspaceId, Held> held;

  FigureCache(Clock clock) {
    this.clock = clock;
    this.held =
        Caffeine.newBuilder()
            .maximumSize(MOST_WORKSPACES)
            .scheduler(Scheduler.systemScheduler())
            .ticker(ticker(clock))
            .expireAfter(Expiry.creating((WorkspaceId id, Held value) -> remaining(value)))
            .build();
  }

  private static Ticker ticker(Clock clock) {
    return () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos();
  }

  private Duration remaining(Held value) {
    Duration left = longest(value).minus(age(value));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Duration age(Held value) {
    return Duration.between(value.startedAt(), clock.instant());
  }

  private static Duration longest(Held value) {
    return value.showable().compareTo(LONGEST) < 0 ? value.showable() : LONGEST;
  }

  void put(WorkspaceId workspace, Held value) {
    held.put(workspace, value);
  }

  /// Figures that may still be shown.
  Optional<Held> fresh(WorkspaceId workspace) {
    return Optional.ofNullable(held.getIfPresent(workspace)).filter(this::showable);
  }

  /// Whether figures are young enough to be shown.
  boolean showable(Held value) {
    Duration age = age(value);
    // Below zero the clock was set back, and nobody knows how old they are.
    return !age.isNegative() && age.compareTo(longest(value)) < 0;
  }

  void drop(WorkspaceId workspace) {
    held.invalidate(workspace);
  }

  /// What is in memory now, whether or not it may still be shown.
  Map<WorkspaceId, Held> content() {
    return held.asMap();
  }
}
