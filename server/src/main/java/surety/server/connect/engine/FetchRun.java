package surety.server.connect.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;
import surety.server.connect.SourceRecord;

/// One fetch on its way.
///
/// The idea: pages arrive on virtual threads, as many as the vendor's budget permits; each is
/// parsed into rows of its declared fields, turned into records, delivered, and forgotten. At no
/// time are there more records in memory than on the pages that are under way.
final class FetchRun<T extends SourceRecord> {

  private final Fetch fetch;
  private final FetchPlan.Offered plan;
  private final FetchRange range;
  private final Ledger<T> ledger;
  private final Courier courier;
  private final Budget budget;
  private final Map<String, String> settings;

  FetchRun(
      Fetch fetch,
      FetchPlan.Offered plan,
      FetchRange range,
      Ledger<T> ledger,
      Courier courier,
      Budget budget,
      Map<String, String> settings) {
    this.fetch = fetch;
    this.plan = plan;
    this.range = range;
    this.ledger = ledger;
    this.courier = courier;
    this.budget = budget;
    this.settings = settings;
  }

  FetchReport run() {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> parts = new ArrayList<>();
      for (PartPlan part : plan.parts(settings)) {
        var run = new PartRun<>(part, range, ledger, courier, threads, settings);
        parts.add(threads.submit(run::run));
      }
      parts.forEach(Waiting::join);
    }
    return report(Duration.ofNanos(System.nanoTime() - start));
  }

  private FetchReport report(Duration took) {
    return new FetchReport(
        fetch,
        state(),
        ledger.notes(),
        ledger.delivered(),
        ledger.missing(),
        courier.requests(),
        Optional.of(budget.quota()),
        took);
  }

  // A path that the credential may not read is a part that is missing; anything else that left us
  // with nothing at all is a failure.
  private State state() {
    if (ledger.notes().isEmpty()) {
      return State.COMPLETE;
    }
    boolean failed =
        ledger.delivered() == 0
            && ledger.notes().stream()
                .anyMatch(
                    note ->
                        note.about().startsWith("records")
                            && note.reason() != Reason.FORBIDDEN
                            && note.reason() != Reason.RECORDS_MISSING);
    return failed ? State.FAILED : State.PARTIAL;
  }
}
