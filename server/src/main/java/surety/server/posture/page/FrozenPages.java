package surety.server.posture.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.server.posture.view.Snapshot;
import surety.server.posture.view.SnapshotSource;

/// The public pages as finished copies. They are written anew when the ledger changes, when time
/// changes a state, and once a minute for the ages; a request only copies bytes, so that neither a
/// fault nor a crowd there reaches the rest of the server.
///
/// A copy is not shown past the moment at which a state in it changes, nor for more than 15
/// minutes: if it cannot be written anew by then, no state is shown at all.
final class FrozenPages {

  private static final Logger LOG = LoggerFactory.getLogger(FrozenPages.class);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration WAIT = Duration.ofSeconds(3);

  private final SnapshotSource source;
  private final Function<Snapshot, Map<String, Frozen>> writer;
  private final Clock clock;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable Copies copies;

  /// @param writer writes every page, by its path
  FrozenPages(SnapshotSource source, Function<Snapshot, Map<String, Frozen>> writer, Clock clock) {
    this.source = source;
    this.writer = writer;
    this.clock = clock;
  }

  /// The page at a path; empty if the pages cannot be written at this moment.
  ///
  /// @throws IllegalArgumentException for a path that is none of the pages
  Optional<Frozen> page(String path) {
    return current().map(current -> current.page(path));
  }

  /// The snapshot that the pages are written from.
  Optional<Snapshot> snapshot() {
    return current().map(Copies::snapshot);
  }

  private Optional<Copies> current() {
    Copies held = copies;
    if (held == null || !held.holdsAt(clock.instant())) {
      renewIfDue();
      held = copies;
    }
    return Optional.ofNullable(held).filter(it -> it.holdsAt(clock.instant()));
  }

  // Many may come at once. One writes; the others wait for it, but not for long.
  private void renewIfDue() {
    try {
      if (!writing.tryLock(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      Copies held = copies;
      if (held == null || !held.holdsAt(clock.instant())) {
        renewOrLog();
      }
    } finally {
      writing.unlock();
    }
  }

  /// Writes the pages anew. If that fails, the former ones stay for as long as they hold.
  void renew() {
    writing.lock();
    try {
      renewOrLog();
    } finally {
      writing.unlock();
    }
  }

  private void renewOrLog() {
    try {
      Instant now = clock.instant();
      Snapshot snapshot = source.at(now);
      copies = new Copies(snapshot, now, until(snapshot, now), writer.apply(snapshot));
    } catch (RuntimeException e) {
      LOG.error("the public pages could not be written", e);
    }
  }

  private static Instant until(Snapshot snapshot, Instant now) {
    Instant longest = now.plus(LONGEST);
    return snapshot.until().isBefore(longest) ? snapshot.until() : longest;
  }

  private record Copies(Snapshot snapshot, Instant from, Instant until, Map<String, Frozen> pages) {

    // Not before it was made either: the clock may have been set back.
    boolean holdsAt(Instant now) {
      return now.isBefore(until) && !now.isBefore(from.minusSeconds(1));
    }

    Frozen page(String path) {
      Frozen page = pages.get(path);
      if (page == null) {
        throw new IllegalArgumentException("no such public page");
      }
      return page;
    }
  }
}
