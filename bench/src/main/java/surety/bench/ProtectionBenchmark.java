package surety.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import surety.server.workspace.WorkspaceScope;

/// The price of protection: whole requests over TLS, from a bare read to one with session, signed
/// scope, row-level security and a durable access entry. The same server, the same rows, rounds
/// taken in turn.
final class ProtectionBenchmark implements Benchmark {

  private static final int WORKSPACES = 1_000;
  private static final int ROWS = 1_000;
  private static final int CLIENTS = 32;

  @Override
  public String name() {
    return "protection";
  }

  @Override
  public String question() {
    return "requests per second with session, scope, row-level security and audit, against none of"
        + " them";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      List<WorkspaceScope> scopes = server.workspaces(quick ? 50 : WORKSPACES);
      server.items(scopes, quick ? 50 : ROWS);
      return measure(server, scopes, quick);
    }
  }

  private static Report measure(BenchServer server, List<WorkspaceScope> scopes, boolean quick) {
    Load load = server.load(CLIENTS);
    String cookie = server.browser().cookieHeader();
    Duration round = quick ? Duration.ofMillis(500) : Duration.ofSeconds(4);
    int rounds = quick ? 2 : 7;
    int rows = quick ? 50 : ROWS;
    List<List<Load.Result>> results =
        Stream.generate(() -> (List<Load.Result>) new ArrayList<Load.Result>())
            .limit(Path.values().length)
            .toList();
    for (int i = -1; i < rounds; i++) {
      for (Path path : Path.values()) {
        Load.Result result =
            load.run(path.random(scopes, rows), path == Path.BARE ? "" : cookie, round);
        if (i >= 0) { // the first round warms up
          results.get(path.ordinal()).add(result);
        }
      }
    }
    return report(results, scopes.size(), rows);
  }

  private static Report report(List<List<Load.Result>> results, int workspaces, int rows) {
    Report report =
        new Report(
            "protection: %d clients, %d workspaces of %d rows"
                .formatted(CLIENTS, workspaces, rows));
    double[] median = results.stream().mapToDouble(ProtectionBenchmark::medianPerSecond).toArray();
    for (Path path : Path.values()) {
      report.add(path.label, median[path.ordinal()], "req/s", "");
      report.add(path.label + ", p99", p99Millis(results.get(path.ordinal())), "ms", "");
    }
    double isolated = median[Path.ISOLATED.ordinal()];
    report.add(
        "all protections",
        median[Path.GUARDED.ordinal()] / median[Path.BARE.ordinal()],
        "x",
        "the bare path");
    report.add(
        "row-level security", isolated / median[Path.SESSION.ordinal()], "x", "a plain WHERE");
    for (int i = 1; i < median.length; i++) {
      double share = 1e6 / median[i] - 1e6 / median[i - 1];
      report.add("time added by " + Path.values()[i].adds, share, "us", "the path without it");
    }
    return report;
  }

  private static double medianPerSecond(List<Load.Result> results) {
    double[] sorted = results.stream().mapToDouble(Load.Result::perSecond).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double p99Millis(List<Load.Result> results) {
    double[] sorted = results.stream().mapToDouble(r -> r.p99().toNanos() / 1e6).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /// What a request passes through, each with all of the one before.
  private enum Path {
    BARE("nothing", ""),
    SESSION("session", "the session"),
    ISOLATED("session, scope, row-level security", "scope and row-level security"),
    GUARDED("session, scope, row-level security, audit", "the durable access entry");

    private final String label;
    private final String adds;

    Path(String label, String adds) {
      this.label = label;
      this.adds = adds;
    }

    private Supplier<String> random(List<WorkspaceScope> scopes, int rows) {
      return () -> {
        var random = ThreadLocalRandom.current();
        var workspace = scopes.get(random.nextInt(scopes.size())).workspace();
        int id = 1 + random.nextInt(rows);
        return switch (this) {
          case BARE -> "/bench/bare/" + workspace + "/" + id;
          case SESSION -> "/w/" + workspace + "/bench/session/" + id;
          case ISOLATED -> "/w/" + workspace + "/bench/isolated/" + id;
          case GUARDED -> "/w/" + workspace + "/bench/protected/" + id;
        };
      };
    }
  }
}
