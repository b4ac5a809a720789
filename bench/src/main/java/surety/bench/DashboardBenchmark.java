package surety.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.Walk;

/// The dashboard of the made-up firm: from a cold cache, and from memory.
final class DashboardBenchmark implements Benchmark {

  private static final int COLD_ROUNDS = 5;

  @Override
  public String name() {
    return "dashboard";
  }

  @Override
  public String question() {
    return "time to figures from a cold cache beyond the vendor's own, and from memory";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    try (SandboxServer sandbox = sandbox();
        BenchServer server = start(sandbox)) {
      Walk walk = new Walk(server.browser(), new Mailbox(server.mail()));
      walk.signIn("owner@example.com");
      Report report =
          new Report("dashboard: three years, 60,000 time entries, one client, over TLS");
      double[] cold = new double[quick ? 1 : COLD_ROUNDS];
      String workspace = "";
      for (int i = 0; i < cold.length; i++) {
        workspace = walk.createWorkspace("Cold " + i, "EUR");
        walk.connectProductive(workspace, sandbox);
        long start = System.nanoTime();
        walk.dashboard(workspace);
        cold[i] = (System.nanoTime() - start) / 1e6;
      }
      report.add("cold, first of the process", cold[0], "ms", "");
      Arrays.sort(cold);
      report.add("cold, median", cold[cold.length / 2], "ms", "");
      warm(server, workspace, quick, report);
      return report;
    }
  }

  private static void warm(BenchServer server, String workspace, boolean quick, Report report) {
    String path = workspace + "/dashboard";
    String cookie = server.browser().cookieHeader();
    Load load = server.load(1);
    load.run(() -> path, cookie, Duration.ofSeconds(quick ? 1 : 10));
    Load.Result result = load.run(() -> path, cookie, Duration.ofSeconds(quick ? 1 : 10));
    report.add("from memory, p50", result.p50().toNanos() / 1e6, "ms", "");
    report.add("from memory, p99", result.p99().toNanos() / 1e6, "ms", "");
  }

  private static SandboxServer sandbox() throws IOException {
    return SandboxServer.start(SandboxOptions.of(Firm.generate(7, LocalDate.now(ZoneOffset.UTC))));
  }

  private static BenchServer start(SandboxServer sandbox) throws IOException {
    return BenchServer.start("--surety.sandbox.url=http://127.0.0.1:" + sandbox.port());
  }
}
