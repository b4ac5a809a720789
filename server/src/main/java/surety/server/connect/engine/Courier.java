package surety.server.connect.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.Call.Parameter;
import surety.server.egress.Exchange;
import surety.server.egress.PathTemplate;
import surety.server.egress.ReadHttp;

/// Brings pages: waits for a place in the budget, asks, and asks again where that may help.
final class Courier {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
  private static final int LARGEST_FACTOR = 16;

  private final ReadHttp http;
  private final Budget budget;
  private final Patience patience;
  private final Pace pace;
  private final long deadline;
  private final AtomicInteger requests = new AtomicInteger();

  /// @param deadline reading of the pace after which nothing more is sent
  Courier(ReadHttp http, Budget budget, Patience patience, Pace pace, long deadline) {
    this.http = http;
    this.budget = budget;
    this.patience = patience;
    this.pace = pace;
    this.deadline = deadline;
  }

  int requests() {
    return requests.get();
  }

  Delivery get(RequestPlan request, List<Parameter> parameters) {
    return get(request, request.path().text(), parameters);
  }

  /// Reads a path of a request whose own has a place for an id.
  Delivery get(RequestPlan request, String path, List<Parameter> parameters) {
    PageShape shape = request.shape();
    return persist(
        () ->
            shape.completed(
                switch (request.place()) {
                  case QUERY -> http.get(path, parameters, shape::read);
                  case BODY -> http.post(path, parameters, shape::read);
                }));
  }

  /// Reads the page that the vendor named.
  ///
  /// @param form how it named it
  /// @param paths where it may lie, below the destination's base
  Delivery follow(
      String link, PagingPlan.Next.Form form, Set<PathTemplate> paths, PageShape shape) {
    return persist(
        () ->
            shape.completed(
                switch (form) {
                  case URL -> http.follow(link, paths, shape::read);
                  case PATH -> http.followPath(link, paths, shape::read);
                }));
  }

  private Delivery persist(Supplier<Exchange<Page>> request) {
    try {
      Delivery delivery = once(request);
      for (int tries = 1; delivery instanceof Delivery.Again again; tries++) {
        if (tries >= again.tries() || !pause(again, tries)) {
          return again.otherwise();
        }
        delivery = once(request);
      }
      return delivery;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Stopped(Reason.TIMED_OUT, "INTERRUPTED");
    }
  }

  private Delivery once(Supplier<Exchange<Page>> request) throws InterruptedException {
    if (!budget.begin(deadline)) {
      return new Delivery.Stopped(Reason.THROTTLED, "");
    }
    try {
      requests.incrementAndGet();
      return Verdict.on(request.get(), patience, Instant.now());
    } finally {
      budget.done();
    }
  }

  /// Waits before the next try; false if that would take too long.
  private boolean pause(Delivery.Again again, int tries) throws InterruptedException {
    boolean throttled = again.otherwise().reason() == Reason.THROTTLED;
    Duration wait = again.pause().orElseGet(() -> backOff(tries));
    if (throttled) {
      budget.close(wait);
    }
    if (pace.nanos() + wait.toNanos() - deadline > 0) {
      return false;
    }
    if (!throttled) {
      pace.sleep(wait);
    }
    return true;
  }

  // Doubling, with a random part so that parallel pages do not come back all at once.
  private static Duration backOff(int tries) {
    long millis = FIRST_PAUSE.toMillis() * Math.min(LARGEST_FACTOR, 1L << (tries - 1));
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }
}
