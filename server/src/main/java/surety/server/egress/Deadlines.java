package surety.server.egress;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/// Ends requests that have run for too long, whatever they are doing: a host that sends one byte
/// every few seconds never trips a socket timeout.
final class Deadlines implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("egress-deadlines").unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
  }

  Future<?> cancelAt(Cancellable request, long deadlineNanos) {
    long left = Math.max(0, deadlineNanos - System.nanoTime());
    return timer.schedule(request::cancel, left, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
