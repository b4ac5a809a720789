package surety.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// At most a number of requests in any window of time.
final class RateLimit {
  private final int requests;
  private final Duration window;
  private final boolean reports;
  private final Deque<Long> taken = new ArrayDeque<>();

  /// @param reports whether it counts report requests, or all others
  RateLimit(int requests, Duration window, boolean reports) {
    this.requests = requests;
    this.window = window;
    this.reports = reports;
  }

  /// Takes one request from the window; ZERO when it was free, otherwise the time to wait.
  synchronized Duration take(boolean report, long nanoTime) {
    if (report != reports) {
      return Duration.ZERO;
    }
    long oldest = nanoTime - window.toNanos();
    while (!taken.isEmpty() && taken.getFirst() - oldest <= 0) {
      taken.removeFirst();
    }
    if (taken.size() >= requests) {
      return Duration.ofNanos(Math.max(1, taken.getFirst() - oldest));
    }
    taken.addLast(nanoTime);
    return Duration.ZERO;
  }
}
