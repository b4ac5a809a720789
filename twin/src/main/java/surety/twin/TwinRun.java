package surety.twin;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Runs probes against faults, each in a twin, and prints what came of it: one JSON document in a
/// line for each step, the kill matrix last ([RunReporter]). Without options it runs all of them.
///
/// ```
/// java -cp twin.jar:surety-server.jar surety.twin.TwinRun [--fault ID]... [--control ID]...
///     [--probe ID]... [--twins N] [--log]
/// ```
///
/// With faults that are named, whether every probe notices one is not asked.
///
/// Exit status 0 if every fault was noticed by a probe and every probe noticed a fault.
public final class TwinRun {

  // Each takes up to 384 MB, and its database.
  private static final int MOST = 6;

  // From then on optimized code has made up for the time that it took to make.
  private static final int MANY = 20;

  private final List<String> faults = new ArrayList<>();
  private final List<String> controls = new ArrayList<>();
  private final List<String> probes = new ArrayList<>();
  // Probes wait for a part of their time, so more twins than processors keep these at work.
  private int twins = Math.min(MOST, Runtime.getRuntime().availableProcessors() + 1);
  private boolean log;

  private TwinRun() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    PrintStream out = System.out;
    System.exit(new TwinRun().parse(List.of(args)).run(out) ? 0 : 1);
  }

  private TwinRun parse(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      switch (args.get(i)) {
        case "--log" -> log = true;
        case "--fault" -> faults.add(args.get(++i));
        case "--control" -> controls.add(args.get(++i));
        case "--probe" -> probes.add(args.get(++i));
        case "--twins" -> twins = Integer.parseInt(args.get(++i));
        default -> throw new IllegalArgumentException("unknown option " + args.get(i));
      }
    }
    return this;
  }

  private boolean run(PrintStream out) throws InterruptedException {
    Collection<DeclaredFault> chosen = chosen();
    KillMatrix matrix = new KillMatrix(chosen, faults.isEmpty());
    unknown().forEach(id -> matrix.refuse(id, "there is no such fault"));
    RunReporter reporter = new RunReporter(matrix, out);
    Queue<DeclaredFault> queue = new ConcurrentLinkedQueue<>(chosen);
    Baseline baseline = new Baseline();
    List<Thread> workers = new ArrayList<>();
    int together = Math.min(twins, Math.max(1, chosen.size()));
    boolean many = chosen.size() >= together * MANY;
    for (int i = 0; i < together; i++) {
      workers.add(
          Thread.ofPlatform()
              .name("twin " + i)
              .start(new TwinWorker(queue, probes, baseline, many, reporter, this::log)));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    reporter.end();
    return matrix.holes().isEmpty();
  }

  // Those that need a twin of their own take longest; none of them may be left for the end. After
  // those that spoil a twin none has to be started in its place if nothing is left to be tried.
  private Collection<DeclaredFault> chosen() {
    return FaultIndex.own().all().stream()
        .filter(this::isChosen)
        .sorted(
            Comparator.comparing((DeclaredFault fault) -> !fault.atStart())
                .thenComparing(DeclaredFault::spoils))
        .toList();
  }

  private List<String> unknown() {
    FaultIndex index = FaultIndex.own();
    return faults.stream().filter(id -> index.find(id).isEmpty()).toList();
  }

  private boolean isChosen(DeclaredFault fault) {
    return faults.isEmpty() && controls.isEmpty()
        || faults.contains(fault.id())
        || controls.contains(fault.control());
  }

  private void log(String line) {
    if (log) {
      System.err.println(line);
    }
  }
}
