package surety.server.posture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.workspace.ControlDatabase;

/// Sees to it that probes run one after the other, over all servers on one database: two of them
/// would rotate each other's tokens and count each other's requests.
@Component
class OneAtATime {

  private static final long LOCK = 0x737572657479L;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final ControlDatabase database;
  private final ReentrantLock here = new ReentrantLock(true);

  OneAtATime(ControlDatabase database) {
    this.database = database;
  }

  /// Does the work as soon as nobody else does any, here or on another server.
  ///
  /// @return what it returned; empty if others were busy for all of `patience`
  <T> Optional<T> run(Duration patience, Supplier<T> work) {
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

  private <T> Optional<T> alone(long until, Supplier<T> work) throws InterruptedException {
    while (true) {
      // The lock is the transaction's, so that it ends with the server that holds it.
      Optional<T> done =
          database.inTransaction(
              client -> taken(client) ? Optional.of(work.get()) : Optional.empty());
      if (done.isPresent() || System.nanoTime() > until) {
        return done;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean taken(JdbcClient client) {
    return client
        .sql("SELECT pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }
}
