package surety.server.connect.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import surety.server.connect.FetchReport;

/// The requests that one connection may send, shared by all its fetches.
///
/// The idea: the vendor counts in moving windows and punishes whoever asks too often, other
/// integrations of the same customer included. So each request takes a place in every window
/// before it is sent, and an answer with Retry-After closes the door for everybody.
final class Budget {

  private final List<Moving> windows = new ArrayList<>();
  private final Semaphore underWay;
  private final Pace pace;
  private final ReentrantLock lock = new ReentrantLock();
  private long closedUntil;
  private volatile boolean ended;

  Budget(BudgetPlan plan, Pace pace) {
    plan.windows().forEach(window -> windows.add(new Moving(window)));
    this.underWay = new Semaphore(plan.concurrency(), true);
    this.pace = pace;
    this.closedUntil = pace.nanos();
  }

  /// Waits for a place, until the deadline at most. Each success is followed by one [#done].
  ///
  /// @return false if there is none before the deadline, or the budget was ended; nothing is held
  ///     then
  boolean begin(long deadline) throws InterruptedException {
    if (!underWay.tryAcquire(Math.max(0, deadline - pace.nanos()), TimeUnit.NANOSECONDS)) {
      return false;
    }
    boolean begun = false;
    try {
      begun = takePlace(deadline);
      return begun;
    } finally {
      if (!begun) {
        underWay.release();
      }
    }
  }

  private boolean takePlace(long deadline) throws InterruptedException {
    for (long wait = tryPlace(); wait > 0; wait = tryPlace()) {
      if (ended || pace.nanos() + wait - deadline > 0) {
        return false;
      }
      pace.sleep(Duration.ofNanos(wait));
    }
    return !ended;
  }

  /// Takes a place, or tells how long to wait before the next try.
  private long tryPlace() {
    lock.lock();
    try {
      long now = pace.nanos();
      long wait = closedUntil - now;
      for (Moving window : windows) {
        wait = Math.max(wait, window.waitAt(now));
      }
      if (wait <= 0) {
        windows.forEach(window -> window.take(now));
      }
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /// Ends a request.
  void done() {
    underWay.release();
  }

  /// Sends nothing for a while.
  void close(Duration time) {
    lock.lock();
    try {
      closedUntil = Math.max(closedUntil, pace.nanos() + time.toNanos());
    } finally {
      lock.unlock();
    }
  }

  /// Sends nothing any more: the connection is gone.
  void end() {
    ended = true;
  }

  /// What is left in the window that has the smallest part left.
  FetchReport.Quota quota() {
    lock.lock();
    try {
      long now = pace.nanos();
      FetchReport.Quota tightest = windows.getFirst().quota(now);
      for (Moving window : windows) {
        FetchReport.Quota quota = window.quota(now);
        if ((long) quota.remaining() * tightest.limit()
            < (long) tightest.remaining() * quota.limit()) {
          tightest = quota;
        }
      }
      return tightest;
    } finally {
      lock.unlock();
    }
  }

  /// The times of the requests in one moving window.
  private static final class Moving {
    private final BudgetPlan.Window plan;
    private final Deque<Long> sent = new ArrayDeque<>();

    Moving(BudgetPlan.Window plan) {
      this.plan = plan;
    }

    long waitAt(long now) {
      forget(now);
      return sent.size() < plan.requests() ? 0 : sent.getFirst() + plan.span().toNanos() - now;
    }

    void take(long now) {
      sent.addLast(now);
    }

    FetchReport.Quota quota(long now) {
      forget(now);
      return new FetchReport.Quota(plan.requests() - sent.size(), plan.requests(), plan.span());
    }

    private void forget(long now) {
      while (!sent.isEmpty() && now - sent.getFirst() - plan.span().toNanos() >= 0) {
        sent.removeFirst();
      }
    }
  }
}
