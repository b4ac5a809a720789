package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import surety.server.egress.Call.Parameter;

/// Reads all pages of a list. Numbered pages after the first are read side by side, as far as the
/// budget's concurrency lets them; linked pages one after the other.
final class Lister {

  /// Most pages of one list. A list that is longer is not read on: more likely its end is broken.
  static final int MOST_PAGES = 5_000;

  private final Courier courier;
  private final ExecutorService threads;
  private final BooleanSupplier stopped;

  Lister(Courier courier, ExecutorService threads, BooleanSupplier stopped) {
    this.courier = courier;
    this.threads = threads;
    this.stopped = stopped;
  }

  /// Reads a list, handing over each page or why there is none. Returns when all have been handed
  /// over; `into` may be called by several threads at a time.
  void list(RequestPlan request, List<Parameter> query, Consumer<Delivery> into) {
    switch (request.paging().style()) {
      case NUMBERED -> numbered(request, query, into);
      case LINKED -> linked(request, query, into);
    }
  }

  private void numbered(RequestPlan request, List<Parameter> query, Consumer<Delivery> into) {
    Delivery first = page(request, query, 1);
    // Handed over first: it waits for the look-ups, and pages that came before them would pile up.
    into.accept(first);
    List<Future<?>> others = new ArrayList<>();
    if (first instanceof Delivery.Got(Page page)) {
      int last = Math.min(page.totalPages().orElse(1), MOST_PAGES);
      for (int number = 2; number <= last; number++) {
        int its = number;
        others.add(threads.submit(() -> other(request, query, its, into)));
      }
    }
    others.forEach(Waiting::join);
  }

  private void other(
      RequestPlan request, List<Parameter> query, int number, Consumer<Delivery> into) {
    if (!stopped.getAsBoolean()) {
      into.accept(page(request, query, number));
    }
  }

  private Delivery page(RequestPlan request, List<Parameter> query, int number) {
    return courier.get(request.path().text(), request.numbered(query, number), request.shape());
  }

  private void linked(RequestPlan request, List<Parameter> query, Consumer<Delivery> into) {
    String path = request.path().text();
    Delivery delivery =
        courier.get(path, request.first(query, request.paging().size()), request.shape());
    into.accept(delivery);
    Optional<String> next = next(delivery);
    for (int pages = 1; next.isPresent() && pages < MOST_PAGES; pages++) {
      if (stopped.getAsBoolean()) {
        return;
      }
      delivery = courier.follow(next.get(), path, request.shape());
      into.accept(delivery);
      next = next(delivery);
    }
  }

  private static Optional<String> next(Delivery delivery) {
    return delivery instanceof Delivery.Got(Page page) ? page.next() : Optional.empty();
  }
}
