package surety.server.ai.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.workspace.WorkspaceScope;

/// Counts requests of the last minute, in memory: they guard the server and no money, so that a
/// restart may forget them.
@Component
public class RequestRate {

  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  private final Cache<UUID, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(IDLE).build();

  /// Takes one request of the caller's workspace and one of its key.
  ///
  /// @throws OverLimit if either has none left
  public void take(WorkspaceScope caller, Limits limits) {
    take(caller.principal().value(), limits.keyRequestsMinute());
    take(caller.workspace().value(), limits.requestsMinute());
  }

  /// Gives back what [#take] took, for a request that is counted again.
  public void giveBack(WorkspaceScope caller) {
    giveBack(caller.principal().value());
    giveBack(caller.workspace().value());
  }

  private void giveBack(UUID whose) {
    buckets.get(whose, _ -> new Bucket()).giveBack();
  }

  private void take(UUID whose, int perMinute) {
    long wait = buckets.get(whose, _ -> new Bucket()).take(perMinute);
    if (wait > 0) {
      throw new OverLimit(OverLimit.What.REQUESTS, Duration.ofNanos(wait));
    }
  }

  /// Fills evenly; holds what comes together in ten seconds, and at least one.
  private static final class Bucket {
    private double used;
    private long last = System.nanoTime();

    /// @return 0 if there was one, else how many nanoseconds until there is
    synchronized long take(int perMinute) {
      if (perMinute <= 0) {
        return (long) MINUTE_NANOS;
      }
      double each = MINUTE_NANOS / perMinute;
      double size = Math.max(1, perMinute / 6.0);
      long now = System.nanoTime();
      used = Math.max(0, used - (now - last) / each);
      last = now;
      if (used + 1 > size) {
        return (long) Math.ceil((used + 1 - size) * each);
      }
      used++;
      return 0;
    }

    synchronized void giveBack() {
      used = Math.max(0, used - 1);
    }
  }
}
