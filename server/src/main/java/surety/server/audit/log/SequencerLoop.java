package surety.server.audit.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Has the logs grow while the server runs. Every server of an installation does; whoever comes
/// first sequences.
@Component
class SequencerLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(SequencerLoop.class);

  // An entry is in its log within a second.
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration SWEEP_OF_ALL = Duration.ofDays(1);
  private static final Duration SIGN = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Sequencer sequencer;
  private final Checkpoints checkpoints;
  private final Clock clock;
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private Instant sweep = Instant.MIN;
  private Instant sweepOfAll = Instant.MIN;
  private Instant sign = Instant.MIN;

  SequencerLoop(Sequencer sequencer, Checkpoints checkpoints, Clock clock) {
    this.sequencer = sequencer;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  @Override
  public void start() {
    Instant now = clock.instant();
    sweep = now.plus(SWEEP);
    // Not while the server is busy starting.
    sweepOfAll = now.plus(SIGN);
    sign = now.plus(SIGN);
    running = true;
    thread = Thread.ofVirtual().name("sequencer").start(this::run);
  }

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
        sequencer.sequence();
        others(clock.instant());
        failed = false;
      } catch (RuntimeException e) {
        // Whatever it is, nothing is lost: the entries wait. It is tried again, and said once.
        // Without this thread no log would grow any more.
        if (!failed && running) {
          LOG.error("entries could not be put into their logs; tried again", e);
        }
        failed = true;
      }
      pause();
    }
  }

  private void others(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (now.isAfter(sweepOfAll)) {
      sweepOfAll = now.plus(SWEEP_OF_ALL);
      sweep = now.plus(SWEEP);
      sequencer.sweepAll();
    } else if (now.isAfter(sweep)) {
      sweep = now.plus(SWEEP);
      sequencer.sweep(today.minusDays(1));
      sequencer.sweep(today);
    }
    if (now.isAfter(sign)) {
      sign = now.plus(SIGN);
      checkpoints.signGrown(() -> running);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
