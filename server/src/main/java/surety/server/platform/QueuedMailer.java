package surety.server.platform;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;

/// Takes mail at once and delivers it from two threads.
final class QueuedMailer implements Mailer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueuedMailer.class);
  private static final int THREADS = 2;
  private static final int WAITING = 1_000;
  private static final int ATTEMPTS = 3;

  private final Consumer<Mail> delivery;
  private final Duration pause;
  private final ThreadPoolExecutor threads;

  /// @param pause between two attempts
  QueuedMailer(Consumer<Mail> delivery, Duration pause) {
    this.delivery = delivery;
    this.pause = pause;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("mail-", 0).factory());
  }

  @Override
  public void send(Mail mail) {
    try {
      threads.execute(() -> deliver(mail));
    } catch (RejectedExecutionException e) {
      throw new Refusal(Problem.UNAVAILABLE);
    }
  }

  private void deliver(Mail mail) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        delivery.accept(mail);
        return;
      } catch (MailException e) {
        // The message of the mail server may repeat the address, so only the kind is logged.
        LOG.warn("mail attempt {} of {}: {}", attempt, ATTEMPTS, e.getClass().getSimpleName());
        if (attempt == ATTEMPTS || !paused()) {
          return;
        }
      }
    }
  }

  private boolean paused() {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Delivers what waits for a few seconds and drops the rest.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
