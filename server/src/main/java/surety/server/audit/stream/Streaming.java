package surety.server.audit.stream;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import surety.server.audit.stream.StreamTurns.Claimed;

/// Has streams send while the server runs. Every server of an installation does; a stream is one
/// server's at a time.
///
/// There are places for so many streams at once, and a few more for those that failed or took long:
/// receivers that are dead or slow wait for each other, and for nobody else.
@Component
class Streaming implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Streaming.class);

  private static final int PLACES = 12;
  private static final int SLOW_PLACES = 4;
  private static final Duration PAUSE = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StreamTurns turns;
  private final StreamTurn turn;
  private final Semaphore places = new Semaphore(PLACES);
  private final Semaphore slowPlaces = new Semaphore(SLOW_PLACES);
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  Streaming(StreamTurns turns, StreamTurn turn) {
    this.turns = turns;
    this.turn = turn;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("streams").start(this::run);
  }

  // A turn that is under way is not waited for beyond this: whoever has it next goes on at the same
  // place.
  @Override
  public void stop() {
    running = false;
    Thread ending = thread;
    if (ending != null) {
      try {
        ending.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    boolean failed = false;
    while (running) {
      try {
        begin();
        failed = false;
      } catch (RuntimeException e) {
        // Nothing is lost: the positions are in the database. Said once, and tried again.
        if (!failed && running) {
          LOG.error("streams could not be begun; tried again", e);
        }
        failed = true;
      }
      pause();
    }
  }

  private void begin() {
    int free = places.availablePermits();
    int slowFree = slowPlaces.availablePermits();
    if (free + slowFree > 0) {
      turns.claim(free, slowFree).forEach(this::begin);
    }
  }

  // Only this class's one thread takes places, so those that were free are.
  private void begin(Claimed claimed) {
    Semaphore place = claimed.slow() ? slowPlaces : places;
    place.acquireUninterruptibly();
    Thread.ofVirtual()
        .name("stream " + claimed.stream())
        .start(
            () -> {
              try {
                turn.run(claimed);
              } catch (RuntimeException e) {
                // It stays claimed for its two minutes, and is tried again after them.
                if (running) {
                  LOG.error("stream {} failed; tried again", claimed.stream(), e);
                }
              } finally {
                place.release();
              }
            });
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
