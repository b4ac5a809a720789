package surety.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import surety.bench.vendor.RecordedVendors;
import surety.server.connect.engine.ConnectorPlan;
import surety.server.connect.engine.Connectors;
import surety.server.workspace.WorkspaceScope;

/// Reading the largest list of each vendor through its connector, against the same list read by
/// hand; and the memory that figures of 60,000 time entries need while they are made.
final class ConnectorsBenchmark implements Benchmark {

  private static final int ROUNDS_OF_HEAP = 4;

  @Override
  public String name() {
    return "connectors";
  }

  @Override
  public String question() {
    return "records of each vendor through its connector, against the same read written by hand";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Report report =
        new Report("connectors: pages one after the other, recorded answers, no TLS, medians");
    try (RecordedVendors vendors = RecordedVendors.start();
        BenchServer server =
            BenchServer.start("--surety.sandbox.url=http://127.0.0.1:" + vendors.port())) {
      server.signIn();
      WorkspaceScope scope = server.workspaces(1).getFirst();
      List<Double> ratios = new ArrayList<>();
      for (ConnectorPlan connector : server.bean(Connectors.class).offered()) {
        ratios.add(
            measure(
                new ConnectorReads(server, scope, connector, vendors.port()),
                connector.id(),
                quick,
                report));
      }
      ratios.sort(null);
      report.add("lowest of all connectors", ratios.getFirst(), "times", "by hand");
      report.add("median of all connectors", ratios.get(ratios.size() / 2), "times", "by hand");
      heap(new FoldHeap(server), quick, report);
    }
    return report;
  }

  private static double measure(
      ConnectorReads reads, String connector, boolean quick, Report report) throws Exception {
    int records = reads.requireSame();
    ConnectorReads.Result result =
        quick
            ? reads.measure(Duration.ofMillis(300), Duration.ofMillis(50), 1)
            : reads.measure(Duration.ofSeconds(1), Duration.ofMillis(150), 7);
    String what =
        String.format(
            Locale.ROOT,
            "%s, %,d %s",
            connector,
            records,
            reads.fetch().label().toLowerCase(Locale.ROOT));
    double ratio = result.connector().perSecond() / result.byHand().perSecond();
    System.err.printf(Locale.ROOT, "bench: %s %.2f times by hand%n", connector, ratio);
    report.add(what, result.connector().perSecond(), "/s", "");
    report.add(what + ", by hand", result.byHand().perSecond(), "/s", "");
    report.add(what + ": in a second", ratio, "times", "by hand");
    report.add(
        what + ": for the same processor time",
        result.byHand().processorMicros() / result.connector().processorMicros(),
        "times",
        "by hand");
    return ratio;
  }

  private static void heap(FoldHeap heap, boolean quick, Report report) throws Exception {
    heap.measure(0);
    double most = 0;
    int collections = 0;
    for (int round = 1; round < (quick ? 2 : ROUNDS_OF_HEAP); round++) {
      FoldHeap.Peak peak = heap.measure(round);
      most = Math.max(most, peak.mebibytes());
      collections += peak.collections();
    }
    report.add("heap for figures of 60,000 time entries, at most", most, "MiB", "");
    report.add("full collections that looked", collections, "", "");
  }
}
