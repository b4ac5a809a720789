package surety.bench;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import surety.bench.micro.PromptOperations;
import surety.bench.micro.PseudonymOperations;
import surety.bench.micro.StreamOperations;
import surety.bench.pseudonym.BusinessText;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Directory;
import surety.pseudonym.SecondLook;

/// What it costs that a model sees no name, against the bare walk through a table and against what
/// a
/// Java program could search with instead. Measured by JMH in processes of their own, one thread;
/// the best iteration counts, as for an envelope.
final class PseudonymBenchmark implements Benchmark {
  private static final int SMALL = 10_000;
  private static final int LARGE = 100_000;
  private static final double MEGA = 1_000_000;

  @Override
  public String name() {
    return "pseudonym";
  }

  @Override
  public String question() {
    return "names replaced and searched again, MB/s, 10,000 and 100,000 entities, against peers";
  }

  @Override
  public Report run(boolean quick) throws RunnerException {
    Report report = new Report("pseudonym: one thread, best iteration");
    for (String text : new String[] {"prose", "json"}) {
      Map<String, Double> speed = speeds(quick, SMALL, text, "");
      of(report, speed, text + ", 10,000 entities");
      against(report, speed, text);
    }
    for (String text : new String[] {"prose", "json"}) {
      String own = "(rewrite|secondLook|wholePath)";
      of(report, speeds(quick, LARGE, text, own), text + ", 100,000 entities");
    }
    prompt(report, quick);
    stream(report, quick);
    for (int size : new int[] {SMALL, LARGE}) {
      compiled(report, size);
    }
    return report;
  }

  private static void of(Report report, Map<String, Double> speed, String what) {
    report.add(what + ": detect and rewrite", speed(speed, "rewrite"), "MB/s", "");
    report.add(what + ": second look at a chat", speed(speed, "secondLook"), "MB/s", "");
    report.add(what + ": whole path of a chat", speed(speed, "wholePath"), "MB/s", "");
  }

  private static void against(Report report, Map<String, Double> speed, String text) {
    double own = speed(speed, "rewrite");
    for (String peer : new String[] {"tableWalk", "doubleArray", "trie", "regex"}) {
      double other = speed(speed, peer);
      report.add(text + ": " + peer, other, "MB/s", "");
      report.add(text + ": detect and rewrite is", own / other, "times", peer);
    }
  }

  private static double speed(Map<String, Double> speeds, String operation) {
    return Objects.requireNonNull(speeds.get(operation), "JMH did not measure " + operation);
  }

  /// MB/s of each operation.
  private static Map<String, Double> speeds(
      boolean quick, int entities, String text, String operations) throws RunnerException {
    ChainedOptionsBuilder options =
        options(quick, PseudonymOperations.class, operations)
            .param("entities", String.valueOf(entities))
            .param("text", text);
    Firm firm = new Firm(7, entities);
    BusinessText written = new BusinessText(5, firm.entities());
    int length = PseudonymOperations.LENGTH;
    int read = bytes(text.equals("json") ? written.records(length) : written.prose(length));
    int chat = bytes(written.chat(length));
    Map<String, Double> speeds = new HashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String operation = result.getPrimaryResult().getLabel();
      int bytes =
          switch (operation) {
            case "regex" -> PseudonymOperations.REGEX_LENGTH;
            case "secondLook", "wholePath" -> chat;
            default -> read;
          };
      speeds.put(operation, bytes * 1e3 / best(result));
    }
    return speeds;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static double best(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }

  private static void prompt(Report report, boolean quick) throws RunnerException {
    for (RunResult result : new Runner(options(quick, PromptOperations.class, "").build()).run()) {
      var times = result.getPrimaryResult().getStatistics();
      report.add("prompt of 32 KB, p50", times.getPercentile(50) / MEGA, "ms", "");
      report.add("prompt of 32 KB, p99", times.getPercentile(99) / MEGA, "ms", "");
    }
  }

  private static void stream(Report report, boolean quick) throws RunnerException {
    for (RunResult result : new Runner(options(quick, StreamOperations.class, "").build()).run()) {
      if (result.getPrimaryResult().getLabel().equals("deltas")) {
        report.add("stream, per delta", best(result) / StreamOperations.DELTAS / 1e3, "µs", "");
      } else {
        report.add("stream, to the first text", best(result) / 1e3, "µs", "");
      }
    }
  }

  /// The best of three compilations, and what the last keeps.
  private static void compiled(Report report, int size) {
    Firm firm = new Firm(7, size);
    long least = Long.MAX_VALUE;
    long leastLook = Long.MAX_VALUE;
    long before = used();
    Directory directory = firm.directory();
    for (int round = 0; round < 3; round++) {
      long started = System.nanoTime();
      directory = firm.directory();
      least = Math.min(least, System.nanoTime() - started);
    }
    long kept = used() - before;
    SecondLook look = SecondLook.of(directory);
    for (int round = 0; round < 3; round++) {
      long started = System.nanoTime();
      look = SecondLook.of(directory);
      leastLook = Math.min(leastLook, System.nanoTime() - started);
    }
    long keptLook = used() - before - kept;
    String what = String.format("%,d entities: ", directory.entities().size());
    report.add(what + "directory compiled in", least / MEGA, "ms", "");
    report.add(what + "directory keeps", kept / MEGA, "MB", "");
    report.add(what + look + " compiled in", leastLook / MEGA, "ms", "");
    report.add(what + "second look keeps", keptLook / MEGA, "MB", "");
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static ChainedOptionsBuilder options(
      boolean quick, Class<?> measured, String operations) {
    return new OptionsBuilder()
        .include("^" + measured.getName().replace(".", "\\.") + "\\." + operations)
        .forks(1)
        .warmupIterations(quick ? 2 : 4)
        .warmupTime(TimeValue.milliseconds(quick ? 200 : 1000))
        .measurementIterations(quick ? 2 : 6)
        .measurementTime(TimeValue.milliseconds(quick ? 200 : 500))
        .verbosity(VerboseMode.SILENT)
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-Xmx3g");
  }
}
