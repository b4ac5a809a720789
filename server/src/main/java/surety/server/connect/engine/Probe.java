package surety.server.connect.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import surety.server.connect.Coverage;
import surety.server.connect.Coverage.Finding;
import surety.server.connect.Coverage.Reach;
import surety.server.connect.Fetch;
import surety.server.connect.FetchRange;
import surety.server.connect.FetchReport.Reason;
import surety.server.egress.Call.Parameter;

/// Asks a source for one record of each list that its connector reads, to learn what a credential
/// can see. The record is parsed as far as the connector declares, counted, and forgotten.
final class Probe {

  private final ConnectorPlan connector;
  private final Courier courier;
  private final Map<String, String> settings;
  private final Map<String, Future<Delivery>> asked = new HashMap<>();

  /// @param settings the connection's form fields that are no secrets
  Probe(ConnectorPlan connector, Courier courier, Map<String, String> settings) {
    this.connector = connector;
    this.courier = courier;
    this.settings = settings;
  }

  Coverage run() {
    Map<Fetch, Finding> findings = new EnumMap<>(Fetch.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Fetch fetch : Fetch.values()) {
        if (connector.fetch(fetch) instanceof FetchPlan.Offered plan) {
          ask(plan, threads);
        }
      }
      for (Fetch fetch : Fetch.values()) {
        findings.put(fetch, finding(connector.fetch(fetch)));
      }
    }
    return new Coverage(findings);
  }

  private void ask(FetchPlan.Offered plan, ExecutorService threads) {
    for (PartPlan part : plan.parts(settings)) {
      ask(part.request(), part.range(), threads);
      for (LookupPlan lookup : part.lookups()) {
        if (lookup.perRecord().isEmpty()) {
          ask(lookup.request(), RangePlan.NONE, threads);
        }
      }
    }
  }

  // Several fetches share a look-up: it is asked for once.
  private void ask(RequestPlan request, RangePlan range, ExecutorService threads) {
    List<Parameter> whole = range.slices(FetchRange.all()).getFirst();
    asked.computeIfAbsent(
        key(request, range),
        _ -> threads.submit(() -> courier.get(request, request.first(whole, 1))));
  }

  private static String key(RequestPlan request, RangePlan range) {
    List<Parameter> whole = range.slices(FetchRange.all()).getFirst();
    return request.path().text() + "?" + request.first(whole, 1);
  }

  private Delivery answer(PartPlan part) {
    return answer(part.request(), part.range());
  }

  private Delivery answer(RequestPlan request, RangePlan range) {
    Future<Delivery> answer = asked.get(key(request, range));
    if (answer == null) {
      throw new IllegalStateException("a request was not asked");
    }
    return Waiting.join(answer);
  }

  private Finding finding(FetchPlan plan) {
    return switch (plan) {
      case FetchPlan.Unsupported(String why) ->
          new Finding(
              Reach.UNSUPPORTED,
              Optional.of(Reason.UNSUPPORTED),
              OptionalInt.empty(),
              List.of(),
              why);
      case FetchPlan.Offered offered ->
          switch (answer(offered.parts(settings).getFirst())) {
            case Delivery.Got(Page page) -> readable(offered, page);
            case Delivery.Stopped why -> unreadable(offered, why.reason());
            case Delivery.Again again -> unreadable(offered, again.otherwise().reason());
          };
    };
  }

  private Finding readable(FetchPlan.Offered plan, Page page) {
    List<String> without = new ArrayList<>();
    for (PartPlan part : plan.parts(settings)) {
      if (!(answer(part) instanceof Delivery.Got)) {
        without.add(part.name());
      }
      for (LookupPlan lookup : part.lookups()) {
        if (lookup.perRecord().isEmpty()
            && !(answer(lookup.request(), RangePlan.NONE) instanceof Delivery.Got)) {
          without.add(lookup.name());
        }
      }
    }
    return new Finding(
        without.isEmpty() ? Reach.READABLE : Reach.LIMITED,
        Optional.empty(),
        page.totalRecords(),
        without,
        plan.approximates());
  }

  private static Finding unreadable(FetchPlan.Offered plan, Reason reason) {
    return new Finding(
        reason == Reason.FORBIDDEN ? Reach.FORBIDDEN : Reach.FAILED,
        Optional.of(reason),
        OptionalInt.empty(),
        List.of(),
        plan.approximates());
  }
}
