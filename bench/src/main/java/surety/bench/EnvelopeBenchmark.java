package surety.bench;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import surety.bench.micro.EnvelopeOperations;

/// The price of an envelope, measured by JMH in processes of their own.
final class EnvelopeBenchmark implements Benchmark {

  @Override
  public String name() {
    return "envelope";
  }

  @Override
  public String question() {
    return "sealing and opening a credential of 200 bytes, against bare AES-GCM with a key at hand";
  }

  @Override
  public Report run(boolean quick) throws RunnerException {
    Map<String, Double> nanos = new HashMap<>();
    for (RunResult result : new Runner(options(quick)).run()) {
      nanos.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    Report report = new Report("envelope: 200 bytes, one thread");
    time(report, nanos, "seal", "bareEncrypt");
    time(report, nanos, "open", "bareDecrypt");
    report.add("rewrap to another root key", measured(nanos, "rewrap") / 1000, "µs", "");
    return report;
  }

  private static void time(
      Report report, Map<String, Double> nanos, String operation, String bare) {
    double own = measured(nanos, operation);
    double against = measured(nanos, bare);
    report.add(bare + ", AES-GCM alone", against / 1000, "µs", "");
    report.add(operation, own / 1000, "µs", "");
    report.add(operation + " costs", own / against, "times", bare);
  }

  private static double measured(Map<String, Double> nanos, String operation) {
    Double score = nanos.get(operation);
    if (score == null) {
      throw new IllegalStateException("JMH did not measure " + operation);
    }
    return score;
  }

  private static Options options(boolean quick) {
    return new OptionsBuilder()
        .include("^" + EnvelopeOperations.class.getName().replace(".", "\\.") + "\\.")
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 1 : 3)
        .warmupTime(TimeValue.milliseconds(quick ? 200 : 1_000))
        .measurementIterations(quick ? 1 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 200 : 1_000))
        .verbosity(VerboseMode.SILENT)
        // JMH 1.37 asks for the field offsets of its own state; the JDK would warn in each process.
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
        .build();
  }
}
