package surety.server.connect.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.FetchReport.State;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.BadValue;
import surety.server.connect.mapping.RecordMap;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Tables;
import surety.server.connect.mapping.Tally;
import surety.server.egress.Call.Parameter;

/// One fetch on its way.
///
/// The idea: pages arrive on virtual threads, as many as the vendor's budget permits; each is
/// parsed into rows of its declared fields, turned into records, delivered, and forgotten. At no
/// time are there more records in memory than on the pages that are under way.
final class FetchRun<T extends SourceRecord> {

  private static final String RECORDS = "records";

  private final Fetch fetch;
  private final FetchPlan.Offered plan;
  private final RecordMap<T> map;
  private final FetchRange range;
  private final Ledger<T> ledger;
  private final Courier courier;
  private final Budget budget;
  private final Map<String, String> settings;

  FetchRun(
      Fetch fetch,
      FetchPlan.Offered plan,
      RecordMap<T> map,
      FetchRange range,
      Ledger<T> ledger,
      Courier courier,
      Budget budget,
      Map<String, String> settings) {
    this.fetch = fetch;
    this.plan = plan;
    this.map = map;
    this.range = range;
    this.ledger = ledger;
    this.courier = courier;
    this.budget = budget;
    this.settings = settings;
  }

  FetchReport run() {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Lister lister = new Lister(courier, threads, ledger::isStopped);
      Lookups lookups = new Lookups(lister, courier, threads, ledger, settings);
      var tables = threads.submit(() -> lookups.load(plan.lookups()));
      List<Future<?>> slices = new ArrayList<>();
      for (List<Parameter> slice : plan.range().slices(range)) {
        slices.add(threads.submit(() -> slice(lister, slice, lookups, tables)));
      }
      slices.forEach(Waiting::join);
      Waiting.join(tables);
    }
    return report(Duration.ofNanos(System.nanoTime() - start));
  }

  private void slice(
      Lister lister,
      List<Parameter> query,
      Lookups lookups,
      Future<Map<String, Map<String, List<Row>>>> tables) {
    if (ledger.isStopped()) {
      return;
    }
    AtomicLong rows = new AtomicLong();
    AtomicLong announced = new AtomicLong();
    lister.list(
        plan.request(),
        query,
        delivery -> {
          switch (delivery) {
            case Delivery.Got(Page page) -> {
              rows.addAndGet(page.rows().size());
              page.totalRecords().ifPresent(announced::set);
              deliver(page, lookups, Waiting.join(tables));
            }
            case Delivery.Stopped why -> ledger.stop(why, RECORDS);
            case Delivery.Again again -> ledger.stop(again.otherwise(), RECORDS);
          }
        });
    if (rows.get() < announced.get()) {
      ledger.note(Reason.RECORDS_MISSING, RECORDS, announced.get() - rows.get());
    }
  }

  private void deliver(Page page, Lookups lookups, Map<String, Map<String, List<Row>>> tables) {
    boolean delivered = false;
    try {
      Tables joined = new JoinTables(page.included(), tables, settings);
      var own = lookups.forRecords(plan.lookups(), page.rows(), joined);
      own.putAll(page.included());
      convert(page.rows(), new JoinTables(own, tables, settings));
      delivered = true;
    } finally {
      if (!delivered) {
        // The consumer failed: the pages that are still to come have nobody to go to.
        ledger.abandon();
      }
    }
  }

  private void convert(List<Row> rows, Tables tables) {
    Tally lacked = map.tally();
    List<T> records = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (plan.drop().isEmpty() || !plan.drop().get().holds(row, tables)) {
        record(row, tables, lacked).filter(range::holds).ifPresent(records::add);
      }
    }
    ledger.deliver(records, lacked);
  }

  private Optional<T> record(Row row, Tables tables, Tally lacked) {
    try {
      return Optional.of(map.map(row, tables, lacked));
    } catch (BadValue e) {
      ledger.note(Reason.RECORDS_UNREADABLE, e.field(), 1);
      return Optional.empty();
    }
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
                        note.about().startsWith(RECORDS)
                            && note.reason() != Reason.FORBIDDEN
                            && note.reason() != Reason.RECORDS_MISSING);
    return failed ? State.FAILED : State.PARTIAL;
  }
}
