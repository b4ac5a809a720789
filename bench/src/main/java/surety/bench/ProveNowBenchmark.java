package surety.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// "Prove it now" as a visitor meets it on an idle server, and what a crowd of visitors costs the
/// members: a member looks at a page twenty times a second, first alone, then while a thousand
/// wishes come in from fifty addresses, of which the server takes as many as its queue holds.
final class ProveNowBenchmark implements Benchmark {

  private static final int WISHES = 1_000;
  private static final int ADDRESSES = 50;
  private static final int LOOKS_PER_SECOND = 20;
  // What the page offers as long as something may still come.
  private static final String NOT_YET = "Look again";
  private static final Duration GIVEN_UP = Duration.ofSeconds(30);

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  @Override
  public String name() {
    return "prove-now";
  }

  @Override
  public String question() {
    return "time to an answer of 'prove it now', and what 1,000 wishes cost those who work";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Duration round = Duration.ofSeconds(quick ? 3 : 30);
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      String page = "/w/" + server.workspaces(1).getFirst().workspace() + "/members";
      Report report = new Report("prove-now: a member's page, looked at 20 times a second");
      answers(server, report);
      look(server, page, round); // warms up
      Looks alone = look(server, page, round);
      Thread crowd = Thread.ofPlatform().name("crowd").start(() -> crowd(server, round));
      Looks crowded = look(server, page, round);
      crowd.join();
      report.add("page, nobody else there, p50", alone.p50(), "ms", "");
      report.add("page, while 1,000 wishes come in, p50", crowded.p50(), "ms", "");
      report.add("ratio", crowded.p50() / alone.p50(), "", "at most 1.10");
      report.add("page, nobody else there, p99", alone.p99(), "ms", "");
      report.add("page, while 1,000 wishes come in, p99", crowded.p99(), "ms", "");
      report.add("wishes taken", taken.get(), "", "");
      report.add("wishes refused with a time to come back", refused.get(), "", "");
      return report;
    }
  }

  private static void answers(BenchServer server, Report report)
      throws IOException, InterruptedException {
    try (HttpClient visitor = server.client(address(200))) {
      for (String which : List.of("first of the process", "second", "third")) {
        double seconds = answer(server, visitor);
        report.add("answered, " + which, seconds, "s", "at most 10");
      }
    }
  }

  // From the wish until the page says that nothing more will come.
  private static double answer(BenchServer server, HttpClient visitor)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    HttpResponse<String> asked = ask(server, visitor);
    String place = asked.headers().firstValue("Location").orElseThrow();
    while (System.nanoTime() - started < GIVEN_UP.toNanos()) {
      HttpRequest request = HttpRequest.newBuilder(server.uri(place)).build();
      String page = visitor.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (!page.contains(NOT_YET)) {
        return (System.nanoTime() - started) / 1e9;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("a visitor got no answer");
  }

  private static HttpResponse<String> ask(BenchServer server, HttpClient visitor)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/security/prove"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("nonce=" + UUID.randomUUID() + "&claim="))
            .build();
    return visitor.send(request, HttpResponse.BodyHandlers.ofString());
  }

  // Evenly over the round.
  private void crowd(BenchServer server, Duration round) {
    List<HttpClient> visitors = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      visitors.add(server.client(address(i)));
    }
    long begun = System.nanoTime();
    try {
      for (int i = 0; i < WISHES; i++) {
        LockSupport.parkNanos(begun + i * round.toNanos() / WISHES - System.nanoTime());
        int status = ask(server, visitors.get(i % ADDRESSES)).statusCode();
        (status == 303 ? taken : refused).incrementAndGet();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a wish was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      visitors.forEach(HttpClient::close);
    }
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (number + 1)});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Looks look(BenchServer server, String page, Duration round)
      throws IOException, InterruptedException {
    String cookie = server.browser().cookieHeader();
    int looks = (int) (round.toSeconds() * LOOKS_PER_SECOND);
    long[] nanos = new long[looks];
    try (HttpClient member = server.client(address(201))) {
      HttpRequest request =
          HttpRequest.newBuilder(server.uri(page)).header("Cookie", cookie).build();
      long begun = System.nanoTime();
      for (int i = 0; i < looks; i++) {
        LockSupport.parkNanos(begun + i * 1_000_000_000L / LOOKS_PER_SECOND - System.nanoTime());
        long before = System.nanoTime();
        int status = member.send(request, HttpResponse.BodyHandlers.ofByteArray()).statusCode();
        nanos[i] = System.nanoTime() - before;
        if (status != 200) {
          throw new IllegalStateException("the member's page: status " + status);
        }
      }
    }
    Arrays.sort(nanos);
    return new Looks(nanos[looks / 2] / 1e6, nanos[(int) (looks * 0.99)] / 1e6);
  }

  /// How long a page took, in milliseconds.
  private record Looks(double p50, double p99) {}
}
