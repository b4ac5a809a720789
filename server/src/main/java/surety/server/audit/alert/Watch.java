package surety.server.audit.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import surety.server.platform.Refusal;
import surety.server.workspace.WorkspaceId;

/// Looks at each log as it grows, and tells of what it finds. Every server of an installation does;
/// each takes the workspaces that no other has just now.
@Component
class Watch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  // A look counts what each principal did in the last ten minutes, which in a busy workspace is
  // much: whatever a look takes, the pause after it is so many times as long.
  private static final int REST = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLEAR = Duration.ofHours(6);

  private final AlertRows rows;
  private final AlertMail mail;
  private final Clock clock;
  private volatile boolean running;
  private volatile CountDownLatch ending = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private Instant clear = Instant.MIN;

  Watch(AlertRows rows, AlertMail mail, Clock clock) {
    this.rows = rows;
    this.mail = mail;
    this.clock = clock;
  }

  @Override
  public void start() {
    clear = clock.instant().plus(CLEAR);
    running = true;
    ending = new CountDownLatch(1);
    thread = Thread.ofVirtual().name("alerts").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    ending.countDown();
    Thread last = thread;
    if (last != null) {
      try {
        last.join(PATIENCE);
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
      long begun = System.nanoTime();
      try {
        look();
        failed = false;
      } catch (RuntimeException e) {
        // What was not looked at yet is looked at later, and what was not told is told later.
        if (!failed && running) {
          LOG.error("logs could not be watched; tried again", e);
        }
        failed = true;
      }
      pause(Duration.ofNanos(REST * (System.nanoTime() - begun)));
    }
  }

  private void look() {
    while (running && rows.watch() > 0) {
      LOG.debug("looked at new entries");
    }
    for (WorkspaceId workspace : rows.toMail()) {
      try {
        rows.tell(workspace, news -> mail.send(workspace, news));
      } catch (Refusal e) {
        LOG.warn("alerts wait: too many mails wait already");
      }
    }
    if (clock.instant().isAfter(clear)) {
      clear = clock.instant().plus(CLEAR);
      rows.clear();
    }
  }

  private void pause(Duration wanted) {
    Duration longEnough = wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
    Duration pause = longEnough.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longEnough;
    try {
      if (ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
