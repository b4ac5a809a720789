package surety.server.posture.page;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the pages written anew when the ledger has grown, by whichever server, and at least once a
/// minute.
final class Renewal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int AT_LEAST_EVERY = 60;

  private final FrozenPages pages;
  private final LongSupplier size;
  private final Thread thread = Thread.ofVirtual().name("public-pages").unstarted(this::keep);

  /// @param size how many entries the ledger has now
  Renewal(FrozenPages pages, LongSupplier size) {
    this.pages = pages;
    this.size = size;
  }

  void start() {
    thread.start();
  }

  private void keep() {
    long written = -1;
    int looks = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        OptionalLong now = size();
        looks++;
        if ((now.isPresent() && now.getAsLong() != written) || looks >= AT_LEAST_EVERY) {
          pages.renew();
          written = now.orElse(written);
          looks = 0;
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OptionalLong size() {
    try {
      return OptionalLong.of(size.getAsLong());
    } catch (RuntimeException e) {
      LOG.debug("the ledger could not be read", e);
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
