package surety.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Map;
import java.util.concurrent.Callable;
import surety.sandbox.Tokens;
import surety.sandbox.demo.Browser;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.Walk;

/// The memory that figures need while they are made: all that is reachable, which full collections
/// tell that run one after the other meanwhile, less what was reachable before.
final class FoldHeap {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final double MEBIBYTE = 1 << 20;

  private final BenchServer server;

  FoldHeap(BenchServer server) {
    this.server = server;
  }

  /// What one look at the dashboard of a new workspace needed at most, and how often that was
  /// looked at.
  record Peak(double mebibytes, int collections) {}

  /// Makes a workspace, connects it, and looks at its dashboard.
  Peak measure(int number) throws Exception {
    Walk walk = new Walk(server.browser(), new Mailbox(server.mail()));
    String workspace = walk.createWorkspace("Heap " + number, "EUR");
    connect(server.browser(), workspace);
    return peak(() -> walk.dashboard(workspace));
  }

  private static void connect(Browser browser, String workspace)
      throws IOException, InterruptedException {
    var form = browser.open(workspace + "/connections/new?connector=productive").ok();
    browser
        .submit(
            form,
            "main form",
            Map.of(
                "label", "Productive",
                "token", Tokens.PRODUCTIVE_FULL,
                "organization", Tokens.PRODUCTIVE_ORGANIZATION))
        .ok();
  }

  private static Peak peak(Callable<?> work) throws Exception {
    reachable();
    long before = reachable();
    Sampler sampler = new Sampler();
    Thread samples = Thread.ofPlatform().start(sampler);
    try {
      work.call();
    } finally {
      sampler.ended = true;
      samples.join();
    }
    return new Peak((sampler.most - before) / MEBIBYTE, sampler.collections);
  }

  private static long reachable() {
    System.gc();
    return MEMORY.getHeapMemoryUsage().getUsed();
  }

  private static final class Sampler implements Runnable {
    private volatile boolean ended;
    private long most;
    private int collections;

    @Override
    public void run() {
      while (!ended) {
        most = Math.max(most, reachable());
        collections++;
      }
    }
  }
}
