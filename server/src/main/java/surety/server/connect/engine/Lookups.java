package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import surety.server.connect.mapping.Row;
import surety.server.connect.mapping.Tables;
import surety.server.connect.mapping.Value;

/// Reads the lists that records are joined with.
///
/// A look-up that fails makes the fetch partial and leaves its table empty: records then lack the
/// fields that come from it, and nothing is made up.
final class Lookups {

  private final Lister lister;
  private final Courier courier;
  private final ExecutorService threads;
  private final Ledger<?> ledger;
  private final Map<String, String> settings;

  Lookups(
      Lister lister,
      Courier courier,
      ExecutorService threads,
      Ledger<?> ledger,
      Map<String, String> settings) {
    this.lister = lister;
    this.courier = courier;
    this.threads = threads;
    this.ledger = ledger;
    this.settings = settings;
  }

  /// The tables of all look-ups that are read once for the whole fetch. Keys of a later look-up may
  /// be joined through an earlier one.
  Map<String, Map<String, List<Row>>> load(List<LookupPlan> plans) {
    Map<LookupPlan, Future<List<Row>>> lists = new LinkedHashMap<>();
    for (LookupPlan plan : plans) {
      if (plan.perRecord().isEmpty()) {
        lists.put(plan, threads.submit(() -> list(plan)));
      }
    }
    Map<String, Map<String, List<Row>>> tables = new HashMap<>();
    lists.forEach((plan, list) -> index(plan, Waiting.join(list), tables));
    return tables;
  }

  // The side-loaded rows of these pages serve as tables too, under a name of the look-up's own.
  private List<Row> list(LookupPlan plan) {
    List<Row> rows = new ArrayList<>();
    lister.list(
        plan.request(),
        List.of(),
        delivery -> {
          switch (delivery) {
            case Delivery.Got(Page page) -> addAll(rows, plan.split(page.rows()));
            case Delivery.Stopped why -> ledger.note(why.reason(), plan.name(), 1);
            case Delivery.Again again -> ledger.note(again.otherwise().reason(), plan.name(), 1);
          }
        });
    return rows;
  }

  private static void addAll(List<Row> rows, List<Row> more) {
    synchronized (rows) {
      rows.addAll(more);
    }
  }

  private void index(LookupPlan plan, List<Row> rows, Map<String, Map<String, List<Row>>> tables) {
    Tables soFar = new JoinTables(Map.of(), tables, settings);
    plan.tables()
        .forEach(
            (name, key) -> {
              Map<String, List<Row>> table = new HashMap<>();
              for (Row row : rows) {
                key.of(row, soFar)
                    .ifPresent(it -> table.computeIfAbsent(it, _ -> new ArrayList<>()).add(row));
              }
              tables.put(name, table);
            });
  }

  /// The tables of the look-ups that are read once for each record of a page.
  Map<String, Map<String, List<Row>>> forRecords(
      List<LookupPlan> plans, List<Row> records, Tables tables) {
    Map<String, Map<String, List<Row>>> found = new HashMap<>();
    for (LookupPlan plan : plans) {
      plan.perRecord().ifPresent(id -> found.putAll(eachRecord(plan, id, records, tables)));
    }
    return found;
  }

  private Map<String, Map<String, List<Row>>> eachRecord(
      LookupPlan plan, Value id, List<Row> records, Tables tables) {
    AtomicBoolean denied = new AtomicBoolean();
    Map<String, Future<List<Row>>> lists = new HashMap<>();
    for (Row record : records) {
      id.of(record, tables)
          .ifPresent(it -> lists.put(it, threads.submit(() -> one(plan, it, denied))));
    }
    Map<String, List<Row>> table = new HashMap<>();
    lists.forEach((key, list) -> table.put(key, Waiting.join(list)));
    Map<String, Map<String, List<Row>>> tablesByName = new HashMap<>();
    plan.tables().keySet().forEach(name -> tablesByName.put(name, table));
    return tablesByName;
  }

  // One refusal speaks for all records: asking on would only use up the budget.
  private List<Row> one(LookupPlan plan, String id, AtomicBoolean denied) {
    if (denied.get() || ledger.isStopped()) {
      return List.of();
    }
    RequestPlan request = plan.request();
    Delivery delivery =
        courier.get(
            request, request.path().with(id), request.first(List.of(), request.paging().size()));
    if (delivery instanceof Delivery.Got(Page page)) {
      return page.rows();
    }
    if (!denied.getAndSet(true) && delivery instanceof Delivery.Stopped why) {
      ledger.note(why.reason(), plan.name(), 1);
    }
    return List.of();
  }
}
