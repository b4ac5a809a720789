package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AnswerTest extends EgressFixture {

  @Test
  void an_answer_that_is_too_large_is_cut_off() {
    StandIn host = opened(StandIn.saying("x".repeat(10_001)));
    assertThat(exchange(get("/things"), host)).isEqualTo(new Exchange.Failed<>(Failure.TOO_LARGE));
  }

  @Test
  void an_answer_that_grows_when_decompressed_is_cut_off() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[5_000_000]);
    }
    assertThat(packed.size()).isLessThan(10_000);
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                  exchange.sendResponseHeaders(200, packed.size());
                  packed.writeTo(exchange.getResponseBody());
                  exchange.close();
                }));
    assertThat(exchange(get("/things"), host)).isEqualTo(new Exchange.Failed<>(Failure.TOO_LARGE));
  }

  @Test
  void an_answer_in_small_drops_ends_at_the_deadline() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  for (int i = 0; i < 300; i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    sleep(200);
                  }
                }));
    long start = System.nanoTime();
    assertThat(exchangeInHaste(get("/things"), host))
        .isEqualTo(new Exchange.Failed<>(Failure.TIMED_OUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_silent_host_is_left() {
    StandIn host = opened(StandIn.answering(_ -> sleep(60_000)));
    assertThat(exchangeInHaste(get("/things"), host))
        .isEqualTo(new Exchange.Failed<>(Failure.TIMED_OUT));
  }

  @Test
  void an_endless_body_with_an_error_status_is_not_read() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.sendResponseHeaders(500, 0);
                  byte[] block = new byte[8192];
                  for (int i = 0; i < 100_000; i++) {
                    exchange.getResponseBody().write(block);
                  }
                }));
    assertThat(exchange(get("/things"), host)).isInstanceOf(Exchange.Failed.class);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_host_that_breaks_off_is_told_apart_from_one_that_sends_nonsense() {
    StandIn broken =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.sendResponseHeaders(200, 1_000);
                  exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
                  exchange.close();
                }));
    assertThat(exchange(get("/things"), broken))
        .isEqualTo(new Exchange.Failed<>(Failure.UNREACHABLE));

    StandIn nonsense = opened(StandIn.saying("nonsense"));
    Destination destination = Destination.at(nonsense.url(), READS);
    Exchange<String> answer =
        sandboxed()
            .exchange(
                get("/things"),
                destination,
                credential(destination),
                _ -> {
                  throw new IOException("not what was expected");
                });
    assertThat(answer).isEqualTo(new Exchange.Failed<>(Failure.MALFORMED));
  }

  @Test
  void another_status_is_told_with_the_headers_about_limits_and_no_others() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Retry-After", "7");
                  exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                  StandIn.send(exchange, 429, "slow down");
                }));
    Exchange<String> answer = exchange(get("/things"), host);
    assertThat(answer)
        .isEqualTo(new Exchange.Declined<>(429, new AnswerHeaders(Map.of("retry-after", "7"))));
  }

  @Test
  void no_cookie_is_kept_and_no_proxy_of_the_machine_is_used() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Set-Cookie", "session=1; Path=/");
                  StandIn.send(exchange, 200, "hello");
                }));
    StandIn proxy = opened(StandIn.saying("from a proxy"));
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
    System.setProperty("http.nonProxyHosts", "");
    try {
      Destination destination = Destination.at(host.url(), READS);
      EgressClient client = sandboxed();
      for (int i = 0; i < 2; i++) {
        client.exchange(get("/things"), destination, credential(destination), EgressFixture::text);
      }
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
    assertThat(host.seen()).hasSize(2).noneMatch(it -> it.headers().containsKey("Cookie"));
    assertThat(proxy.seen()).isEmpty();
  }
}
