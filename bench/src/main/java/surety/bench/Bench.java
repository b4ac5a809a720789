package surety.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import surety.server.platform.TransportHardening;
import tools.jackson.databind.json.JsonMapper;

/// `./surety bench`: runs the benchmarks and prints what was measured, against what, on which
/// machine.
@Command(
    name = "surety bench",
    mixinStandardHelpOptions = true,
    description = "Measures. Without a name, every benchmark; '--list' tells their names.")
public final class Bench implements Callable<Integer> {

  private static final List<Benchmark> ALL =
      List.of(
          new ProtectionBenchmark(),
          new ScopeBenchmark(),
          new TrailBenchmark(),
          new DashboardBenchmark(),
          new ConnectorsBenchmark(),
          new EvidenceBenchmark(),
          new TranslogBenchmark(),
          new AuditBenchmark(),
          new KillsBenchmark(),
          new ProveNowBenchmark(),
          new EnvelopeBenchmark(),
          new PseudonymBenchmark(),
          new LeaksBenchmark(),
          new GatewayBenchmark());

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "one of --list")
  private @Nullable String name;

  @Option(names = "--list", description = "tell the names and what each measures")
  private boolean list;

  @Option(names = "--json", description = "print one JSON object instead of text")
  private boolean json;

  @Option(
      names = "--quick",
      description = "short rounds, to see that it works; the figures mean little")
  private boolean quick;

  /// Runs the command; ends with 0 when everything was measured, 2 for a wrong argument.
  public static void main(String[] args) {
    TransportHardening.apply();
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      ALL.forEach(b -> System.out.printf("%-12s %s%n", b.name(), b.question()));
      return 0;
    }
    List<Benchmark> chosen =
        ALL.stream().filter(b -> name == null || b.name().equals(name)).toList();
    if (chosen.isEmpty()) {
      System.err.println("no benchmark of this name; --list tells the names");
      return 2;
    }
    List<Report> reports = new ArrayList<>();
    for (Benchmark benchmark : chosen) {
      reports.add(benchmark.run(quick));
    }
    System.out.println(json ? asJson(reports) : asText(reports));
    return 0;
  }

  private static String asText(List<Report> reports) {
    StringBuilder text = new StringBuilder("On ").append(Machine.here().text()).append("\n\n");
    reports.forEach(report -> text.append(report.text()).append('\n'));
    return text.toString();
  }

  private static String asJson(List<Report> reports) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("machine", Machine.here());
    reports.forEach(report -> root.put(report.benchmark(), report.figures()));
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
