package surety.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import surety.server.workspace.WorkspaceScope;

/// The price of protection: whole requests over TLS, from a bare read to one with session, signed
/// scope, row-level security and a durable access entry. The same server, the same rows, short
/// rounds taken in turn: what a machine is busy with besides changes within seconds, so each
/// round is compared with the others of its turn.
final class ProtectionBenchmark implements Benchmark {

  private static final int WORKSPACES = 1_000;
  private static final int ROWS = 1_000;
  private static final int CLIENTS = 32;
  // When the entries of a moment are in their logs.
  private static final Duration SEQUENCED_BY = Duration.ofMillis(900);
  // Turns that do not count.
  private static final int WARM_UP = 3;

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

  private static Report measure(BenchServer server, List<WorkspaceScope> scopes, boolean quick)
      throws InterruptedException {
    Load load = server.load(CLIENTS);
    String cookie = server.browser().cookieHeader();
    Duration round = Duration.ofMillis(quick ? 500 : 1_200);
    int rounds = quick ? 2 : 24;
    int rows = quick ? 50 : ROWS;
    List<List<Load.Result>> results =
        Stream.generate(() -> (List<Load.Result>) new ArrayList<Load.Result>())
            .limit(Path.values().length)
            .toList();
    for (int i = -WARM_UP; i < rounds; i++) {
      for (Path path : Path.values()) {
        String as = path == Path.BARE ? "" : cookie;
        if (path == Path.GUARDED) {
          // The entries of a round are put into their logs while the next ones are written, so what
          // that costs is paid from the start of the round, and not by the path that comes next.
          load.run(path.random(scopes, rows), as, SEQUENCED_BY);
        }
        Load.Result result = load.run(path.random(scopes, rows), as, round);
        if (path == Path.GUARDED) {
          Thread.sleep(SEQUENCED_BY);
        }
        if (i >= 0) {
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
    for (Path path : Path.values()) {
      List<Load.Result> rounds = results.get(path.ordinal());
      report.add(
          path.label, median(rounds.stream().mapToDouble(Load.Result::perSecond)), "req/s", "");
      report.add(
          path.label + ", p99",
          median(rounds.stream().mapToDouble(ProtectionBenchmark::p99)),
          "ms",
          "");
    }
    report.add("all protections", ratio(results, Path.GUARDED, Path.BARE), "x", "the bare path");
    report.add(
        "row-level security", ratio(results, Path.ISOLATED, Path.SESSION), "x", "a plain WHERE");
    for (int i = 1; i < Path.values().length; i++) {
      Path path = Path.values()[i];
      Path without = Path.values()[i - 1];
      double added =
          median(inTurn(results, path, without, (with, less) -> 1e6 / with - 1e6 / less));
      report.add("time added by " + path.adds, added, "us", "the path without it");
    }
    return report;
  }

  private static double ratio(List<List<Load.Result>> results, Path path, Path to) {
    return median(inTurn(results, path, to, (one, other) -> one / other));
  }

  // Of each turn, what becomes of the two throughputs.
  private static DoubleStream inTurn(
      List<List<Load.Result>> results, Path path, Path other, DoubleBinaryOperator compared) {
    List<Load.Result> left = results.get(path.ordinal());
    List<Load.Result> right = results.get(other.ordinal());
    return IntStream.range(0, left.size())
        .mapToDouble(
            i -> compared.applyAsDouble(left.get(i).perSecond(), right.get(i).perSecond()));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double p99(Load.Result result) {
    return result.p99().toNanos() / 1e6;
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
