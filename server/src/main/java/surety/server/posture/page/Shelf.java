package surety.server.posture.page;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import surety.evidence.Ledger;
import surety.evidence.LedgerEntry;

/// The ledger as the pages last read it, so that reading evidence costs no query.
final class Shelf {

  // What is asked for under numbers that nobody gave out costs one reading in this time.
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<Ledger> source;
  private volatile Held held;

  /// @param began when its reading began
  private record Held(@Nullable Ledger ledger, long began) {}

  /// @param source reads the ledger as it is now
  Shelf(Supplier<Ledger> source) {
    this.source = source;
    this.held = new Held(null, System.nanoTime() - PAUSE_NANOS);
  }

  /// The ledger as it is now, which is then held.
  Ledger refreshed() {
    long began = System.nanoTime();
    Ledger now = source.get();
    held = new Held(now, began);
    return now;
  }

  /// The entry of this number. Only for one that is newer than what is held, the ledger is read.
  Optional<LedgerEntry> entry(long seq) throws InterruptedException {
    Ledger known = held.ledger();
    return known != null && seq <= known.head().size()
        ? known.entry(seq)
        : readSince(System.nanoTime()).entry(seq);
  }

  // Whoever waits for the same reading shares it.
  private synchronized Ledger readSince(long asked) throws InterruptedException {
    Held known = held;
    if (known.ledger() != null && known.began() - asked >= 0) {
      return known.ledger();
    }
    long pause = known.began() + PAUSE_NANOS - System.nanoTime();
    if (pause > 0) {
      Thread.sleep(Duration.ofNanos(pause));
    }
    return refreshed();
  }
}
