package surety.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import surety.bench.pseudonym.Firm;
import surety.pseudonym.Entity;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.demo.Mailbox;
import surety.sandbox.demo.ModelWalk;
import surety.sandbox.demo.Walk;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.ModelProviders;

/// Short calls to a model through the gateway, with every name of a large firm known and each call
/// recorded, and the same calls straight to the stand-in. Rounds are taken in turn.
final class GatewayBenchmark implements Benchmark {

  private static final String CHAT = "/ai/openai/v1/chat/completions";
  private static final int NAMES = 10_000;
  private static final int CLIENTS = 32;
  private static final int REQUESTS = 1_000;

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String question() {
    return "short calls to a model through the gateway, against calls straight to the stand-in";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    List<String> names = new Firm(7, NAMES).entities().stream().map(Entity::name).toList();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    var firm = surety.sandbox.Firm.generate(7, today).withNames(names);
    try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.of(firm));
        BenchServer server =
            BenchServer.start("--surety.sandbox.url=http://127.0.0.1:" + sandbox.port())) {
      ModelWalk owner = owner(server, sandbox);
      String key = owner.newKey();
      Supplier<byte[]> through = through(key, names);
      Supplier<byte[]> straight = straight();
      server.load(1).run(through, Duration.ofMillis(1));
      requireTokens(sandbox.models().calls().getLast());
      List<Load.Result> results =
          measured(
              quick,
              time -> sandboxLoad(sandbox, 1).run(straight, time),
              time -> server.load(1).run(through, time),
              time -> sandboxLoad(sandbox, CLIENTS).run(straight, time),
              time -> server.load(CLIENTS).run(through, time));
      Report report = report(results);
      double added = firstAfterAName(server.load(1), owner, key);
      return report.add("first call after one more name, median of five", added, "ms", "");
    }
  }

  private static Load sandboxLoad(SandboxServer sandbox, int clients) {
    return new Load(SocketFactory.getDefault(), sandbox.port(), clients);
  }

  private static Supplier<byte[]> through(String key, List<String> names) {
    List<byte[]> requests =
        IntStream.range(0, REQUESTS)
            .mapToObj(i -> asked(names.get(2 * i), names.get(2 * i + 1)))
            .map(body -> request(CHAT, key, body))
            .toList();
    return () -> requests.get(ThreadLocalRandom.current().nextInt(REQUESTS));
  }

  private static double firstAfterAName(Load load, ModelWalk owner, String key)
      throws IOException, InterruptedException {
    double[] millis = new double[5];
    for (int i = 0; i < millis.length; i++) {
      String name = "Zwirnsand Quxwerke " + i;
      owner.addClient(name);
      byte[] request = request(CHAT, key, asked(name, name));
      millis[i] = millis(load.run(() -> request, Duration.ofNanos(1)).p50());
    }
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  // What the stand-in gets in the other rounds too: tokens and no names.
  private static Supplier<byte[]> straight() {
    String body = asked("Client_K7MQX", "Project_B2ZWD");
    byte[] request = request("/openai/v1/chat/completions", ModelProviders.KEY, body);
    return () -> request;
  }

  private static void requireTokens(ModelCall call) {
    String body = new String(call.body(), StandardCharsets.UTF_8);
    if (!body.contains("Client_") || !body.contains("Project_")) {
      throw new IllegalStateException("the gateway replaced no names");
    }
  }

  // Rounds are taken in turn; of each load the median round counts.
  @SafeVarargs
  private static List<Load.Result> measured(
      boolean quick, Function<Duration, Load.Result>... loads) {
    Duration time = quick ? Duration.ofMillis(500) : Duration.ofSeconds(4);
    int rounds = quick ? 1 : 5;
    int warmUps = quick ? 1 : 3;
    List<List<Load.Result>> results =
        Stream.generate(() -> (List<Load.Result>) new ArrayList<Load.Result>())
            .limit(loads.length)
            .toList();
    for (int round = -warmUps; round < rounds; round++) {
      for (int i = 0; i < loads.length; i++) {
        Load.Result result = loads[i].apply(time);
        if (round >= 0) {
          results.get(i).add(result);
        }
      }
    }
    return results.stream().map(GatewayBenchmark::median).toList();
  }

  private static Load.Result median(List<Load.Result> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Load.Result::perSecond))
        .toList()
        .get(rounds.size() / 2);
  }

  private static Report report(List<Load.Result> results) {
    Report report =
        new Report(
            "gateway: short chat calls, %,d names, every call recorded, against a stand-in provider"
                .formatted(NAMES));
    compare(report, "one client", results.get(0), results.get(1));
    compare(report, CLIENTS + " clients", results.get(2), results.get(3));
    return report;
  }

  private static void compare(
      Report report, String who, Load.Result straight, Load.Result through) {
    String against = "straight to the stand-in";
    report.add(who + ", straight", straight.perSecond(), "call/s", "");
    report.add(who + ", through the gateway", through.perSecond(), "call/s", "");
    report.add(who + ", added p50", millis(through.p50().minus(straight.p50())), "ms", against);
    report.add(who + ", added p99", millis(through.p99().minus(straight.p99())), "ms", against);
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }

  private static ModelWalk owner(BenchServer server, SandboxServer sandbox)
      throws IOException, InterruptedException {
    Walk walk = new Walk(server.browser(), new Mailbox(server.mail()));
    walk.signIn("owner@example.com");
    String workspace = walk.createWorkspace("Firm", "EUR");
    walk.connectProductive(workspace, sandbox);
    ModelWalk owner = new ModelWalk(server.browser(), workspace);
    owner.useStandIns();
    owner.limit(
        Map.of(
            "requestsMinute", "1000000",
            "keyRequestsMinute", "1000000",
            "tokensDay", "1000000000000",
            "keyTokensDay", "1000000000000",
            "dollarsDay", "10000000",
            "keyDollarsDay", "10000000"));
    return owner;
  }

  private static String asked(String client, String other) {
    return "{\"model\":\""
        + ModelProviders.MODEL
        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"How is "
        + client
        + " doing, compared with "
        + other
        + "?\"}]}";
  }

  private static byte[] request(String path, String key, String body) {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + key
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }
}
