package surety.server.posture.record;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import surety.server.platform.Ids;

/// Sees to it that probes run one after the other, over all servers on one database: two of them
/// would rotate each other's tokens and count each other's requests.
@Component
public class OneAtATime {

  private static final Duration PAUSE = Duration.ofMillis(200);

  // More than the longest budget of a probe. A server that ends without giving the duty back delays
  // the others by no more than this.
  private static final Duration TERM = Duration.ofMinutes(2);

  private final LedgerRows rows;
  private final UUID server = Ids.next();
  private final ReentrantLock here = new ReentrantLock(true);

  OneAtATime(LedgerRows rows) {
    this.rows = rows;
  }

  /// Does the work as soon as nobody else does any, here or on another server. The work calls
  /// [#goOn] before each probe.
  ///
  /// @return what it returned; empty if others were busy for all of `patience`
  public <T> Optional<T> run(Duration patience, Supplier<T> work) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      if (!here.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      try {
        return alone(until, work);
      } finally {
        here.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /// Keeps the duty for another term.
  public void goOn() {
    take(TERM);
  }

  private <T> Optional<T> alone(long until, Supplier<T> work) throws InterruptedException {
    while (!take(TERM)) {
      if (System.nanoTime() > until) {
        return Optional.empty();
      }
      Thread.sleep(PAUSE);
    }
    try {
      return Optional.of(work.get());
    } finally {
      take(Duration.ZERO);
    }
  }

  private boolean take(Duration term) {
    return rows.takeDuty(server, term);
  }
}
