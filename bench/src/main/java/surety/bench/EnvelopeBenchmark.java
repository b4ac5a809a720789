package surety.bench;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import surety.bench.micro.EnvelopeOperations;

/// The price of an envelope, measured by JMH in processes of their own. The best iteration counts:
/// what another program takes from the processor only ever adds to a time.
final class EnvelopeBenchmark implements Benchmark {

  private static final int ITERATION_MILLIS = 300;

  @Override
  public String name() {
    return "envelope";
  }

  @Override
  public String question() {
    return "sealing, opening and rewrapping a credential of 200 bytes, against the AES-GCM in it";
  }

  @Override
  public Report run(boolean quick) throws RunnerException {
    Map<String, Double> nanos = new HashMap<>();
    for (RunResult result : new Runner(options(quick)).run()) {
      Result<?> measured = result.getPrimaryResult();
      nanos.put(measured.getLabel(), measured.getStatistics().getMin());
    }
    Report report = new Report("envelope: 200 bytes, one thread, best iteration");
    time(report, nanos, "seal", "bareSeal");
    time(report, nanos, "open", "bareOpen");
    report.add("rewrap to another root key", measured(nanos, "rewrap") / 1000, "µs", "");
    report.add("rewrapped in a second", 1e9 / measured(nanos, "rewrap"), "values", "");
    return report;
  }

  private static void time(
      Report report, Map<String, Double> nanos, String operation, String bare) {
    double own = measured(nanos, operation);
    double against = measured(nanos, bare);
    report.add(bare + ", its AES-GCM alone", against / 1000, "µs", "");
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
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.milliseconds(ITERATION_MILLIS))
        .measurementIterations(quick ? 2 : 10)
        .measurementTime(TimeValue.milliseconds(ITERATION_MILLIS))
        .verbosity(VerboseMode.SILENT)
        // JMH 1.37 asks for the field offsets of its own state; the JDK would warn in each process.
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
        .build();
  }
}
