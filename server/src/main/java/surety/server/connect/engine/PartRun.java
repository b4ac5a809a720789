package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport.Reason;
import surety.server.connect.SourceRecord;
import surety.server.connect.mapping.BadValue;
import surety.server.connect.mapping.RecordMap;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Tables;
import surety.server.connect.mapping.Tally;
import surety.server.egress.Call.Parameter;

/// One list of a fetch on its way.
final class PartRun<T extends SourceRecord> {

  private final PartPlan plan;
  private final RecordMap<T> map;
  private final FetchRange range;
  private final Ledger<T> ledger;
  private final ExecutorService threads;
  private final Map<String, String> settings;
  private final Lister lister;
  private final Lookups lookups;
  private volatile boolean ended;

  // The map of a fetch makes records of that fetch's kind: Maps.compile pairs them.
  @SuppressWarnings("unchecked")
  PartRun(
      PartPlan plan,
      FetchRange range,
      Ledger<T> ledger,
      Courier courier,
      ExecutorService threads,
      Map<String, String> settings) {
    this.plan = plan;
    this.map = (RecordMap<T>) plan.map();
    this.range = range;
    this.ledger = ledger;
    this.threads = threads;
    this.settings = settings;
    this.lister = new Lister(courier, threads, this::isStopped);
    this.lookups = new Lookups(lister, courier, threads, ledger, settings);
  }

  private boolean isStopped() {
    return ended || ledger.isStopped();
  }

  void run() {
    var tables = threads.submit(() -> lookups.load(plan.lookups()));
    List<Future<?>> slices = new ArrayList<>();
    for (List<Parameter> slice : plan.range().slices(range)) {
      slices.add(threads.submit(() -> slice(slice, tables)));
    }
    slices.forEach(Waiting::join);
    Waiting.join(tables);
  }

  private void slice(List<Parameter> query, Future<Map<String, Map<String, List<Row>>>> tables) {
    if (isStopped()) {
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
              deliver(page, Waiting.join(tables));
            }
            case Delivery.Stopped why -> stop(why);
            case Delivery.Again again -> stop(again.otherwise());
          }
        });
    if (rows.get() < announced.get()) {
      ledger.note(Reason.RECORDS_MISSING, plan.records(), announced.get() - rows.get());
    }
  }

  // What may not be read in one list may still be read in another.
  private void stop(Delivery.Stopped why) {
    if (why.reason() == Reason.FORBIDDEN || why.reason() == Reason.NOT_FOUND) {
      ended = true;
      ledger.note(why.reason(), plan.records(), 1);
    } else {
      ledger.stop(why, plan.records());
    }
  }

  private void deliver(Page page, Map<String, Map<String, List<Row>>> tables) {
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
      for (Row one : plan.split().isPresent() ? row.split(plan.split().getAsInt()) : List.of(row)) {
        if (plan.drop().isEmpty() || !plan.drop().get().holds(one, tables)) {
          record(one, tables, lacked).filter(range::holds).ifPresent(records::add);
        }
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
}
