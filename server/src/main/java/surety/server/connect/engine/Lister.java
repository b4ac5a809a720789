package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.Call.Parameter;
import surety.server.egress.PathTemplate;

/// Reads all pages of a list. Numbered pages after the first are read side by side, as far as the
/// budget's concurrency lets them; all others one after the other.
final class Lister {

  /// Most pages of one list. A list that is longer is not read on: more likely its end is broken.
  static final int MOST_PAGES = 5_000;

  // The vendor was expected to tell how the list goes on, and did not, or led back.
  private static final Delivery ENDLESS = new Delivery.Stopped(Reason.MALFORMED_ANSWER, "PAGES");

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
      case SINGLE -> into.accept(first(request, query));
      case NUMBERED -> numbered(request, query, into);
      case LINKED -> {
        Set<PathTemplate> paths = request.nextPaths();
        PagingPlan.Next.Form form = request.paging().next().form();
        chained(request, query, into, link -> courier.follow(link, form, paths, request.shape()));
      }
      case CURSOR -> chained(request, query, into, token -> page(request, query, token));
      case STEPPED -> stepped(request, query, into);
    }
  }

  // Until a page is empty: one that is short may only be shorter than what was asked for.
  private void stepped(RequestPlan request, List<Parameter> query, Consumer<Delivery> into) {
    PagingPlan.Steps steps = request.paging().steps();
    long number = steps.first();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Delivery delivery = page(request, query, Long.toString(number));
      into.accept(delivery);
      if (!(delivery instanceof Delivery.Got(Page page))
          || page.rows().isEmpty()
          || stopped.getAsBoolean()) {
        return;
      }
      number += steps.byRecords() ? page.rows().size() : 1;
    }
    into.accept(ENDLESS);
  }

  private Delivery first(RequestPlan request, List<Parameter> query) {
    return courier.get(request, request.first(query, request.paging().size()));
  }

  private void numbered(RequestPlan request, List<Parameter> query, Consumer<Delivery> into) {
    Delivery first = page(request, query, "1");
    // Handed over first: it waits for the look-ups, and pages that came before them would pile up.
    into.accept(first);
    List<Future<?>> others = new ArrayList<>();
    if (first instanceof Delivery.Got(Page page)) {
      if (page.totalPages().isEmpty() && page.rows().size() >= request.paging().size()) {
        into.accept(ENDLESS);
      }
      int last = Math.min(page.totalPages().orElse(1), MOST_PAGES);
      for (int number = 2; number <= last; number++) {
        String its = Integer.toString(number);
        others.add(threads.submit(() -> other(request, query, its, into)));
      }
    }
    others.forEach(Waiting::join);
  }

  private void other(
      RequestPlan request, List<Parameter> query, String number, Consumer<Delivery> into) {
    if (!stopped.getAsBoolean()) {
      into.accept(page(request, query, number));
    }
  }

  private Delivery page(RequestPlan request, List<Parameter> query, String page) {
    return courier.get(request, request.page(query, page));
  }

  private void chained(
      RequestPlan request,
      List<Parameter> query,
      Consumer<Delivery> into,
      Function<String, Delivery> following) {
    Delivery delivery = first(request, query);
    into.accept(delivery);
    Set<String> seen = new HashSet<>();
    for (Optional<String> next = next(delivery); next.isPresent(); next = next(delivery)) {
      if (stopped.getAsBoolean()) {
        return;
      }
      boolean endless = !seen.add(next.get()) || seen.size() >= MOST_PAGES;
      delivery = endless ? ENDLESS : following.apply(next.get());
      into.accept(delivery);
    }
  }

  private static Optional<String> next(Delivery delivery) {
    return delivery instanceof Delivery.Got(Page page)
        ? page.next().filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
