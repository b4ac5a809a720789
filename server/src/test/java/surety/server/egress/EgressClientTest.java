package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.egress.Call.Parameter;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EgressClientTest {

  private static final EgressLimits SMALL =
      new EgressLimits(
          Duration.ofSeconds(2), Duration.ofMillis(700), Duration.ofMillis(1500), 10_000, 3);
  private static final List<ReadRule> READS =
      List.of(
          new ReadRule(new PathTemplate("/things"), Set.of("page", "size")),
          new ReadRule(new PathTemplate("/things/{id}/parts"), Set.of()));

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T opened(T it) {
    open.add(it);
    return it;
  }

  private EgressClient sandboxed() {
    return opened(new EgressClient(EgressProfile.SANDBOX, NameResolver.SYSTEM, SMALL));
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  private Exchange<String> exchange(Call call, StandIn host) {
    Destination destination = Destination.at(URI.create(host.url() + "/v2"), READS);
    return sandboxed().exchange(call, destination, credential(destination), EgressClientTest::text);
  }

  private static Credential credential(Destination destination) {
    return Credential.boundTo(
        destination.origin(), Map.of("Authorization", "Bearer s3cret-credential"));
  }

  private static Call get(String path, Parameter... query) {
    return Call.get(path, List.of(query));
  }

  @Test
  void a_declared_read_arrives_with_its_credential() {
    StandIn host = opened(StandIn.saying("hello"));

    Exchange<String> answer = exchange(get("/things", new Parameter("page", "a b&c")), host);

    assertThat(answer).isInstanceOf(Exchange.Answered.class);
    assertThat(((Exchange.Answered<String>) answer).body()).isEqualTo("hello");
    StandIn.Seen seen = host.seen().getFirst();
    assertThat(seen.method()).isEqualTo("GET");
    assertThat(seen.uri()).isEqualTo("/v2/things?page=a+b%26c");
    assertThat(seen.headers()).containsEntry("Authorization", List.of("Bearer s3cret-credential"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "QUERY"})
  void any_method_but_GET_is_refused_before_a_connection_is_made(String method) {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call(method, "/things", List.of(), Map.of());

    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.METHOD_NOT_ALLOWED));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/other",
        "/things/",
        "//things",
        "/things/../admin",
        "/things/%2e%2e/parts",
        "/things/1/2/parts",
        "/things//parts",
        "/things/1;x/parts",
        "/things/1%2f2/parts",
        "things",
        "/things?x=1",
        "/things#f",
        "",
        "/THINGS",
        "/things/1/parts/9",
        "/things\\..\\admin"
      })
  void a_path_that_is_not_declared_is_refused(String path) {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get(path), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PATH_NOT_DECLARED));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_segment_in_braces_stands_for_one_plain_id() {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get("/things/a-1_Z/parts"), host)).isInstanceOf(Exchange.Answered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_method", "_METHOD", " _method", "X-HTTP-Method-Override", "operation"})
  void a_parameter_that_could_turn_a_read_into_a_write_is_refused(String name) {
    StandIn host = opened(StandIn.saying("hello"));
    assertThat(exchange(get("/things", new Parameter(name, "DELETE")), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_FORBIDDEN));
    assertThat(host.seen()).isEmpty();
    assertThatThrownBy(() -> new ReadRule(new PathTemplate("/things"), Set.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_parameter_that_is_not_declared_or_stands_twice_is_refused() {
    StandIn host = opened(StandIn.saying("hello"));
    Parameter page = new Parameter("page", "1");
    assertThat(exchange(get("/things", new Parameter("delete", "1")), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_NOT_DECLARED));
    assertThat(exchange(get("/things", page, page), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.PARAMETER_NOT_DECLARED));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "Host", "Cookie", "Transfer-Encoding", "a b"})
  void a_header_that_changes_what_a_request_means_is_refused(String name) {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call("GET", "/things", List.of(), Map.of(name, "DELETE"));
    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.HEADER_FORBIDDEN));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void a_header_value_with_a_line_break_is_refused() {
    StandIn host = opened(StandIn.saying("hello"));
    Call call = new Call("GET", "/things", List.of(), Map.of("Accept", "x\r\nX-Evil: 1"));
    assertThat(exchange(call, host)).isEqualTo(new Exchange.Refused<>(Refusal.HEADER_FORBIDDEN));
  }

  @Test
  void a_credential_goes_to_no_other_host_than_its_own() {
    StandIn host = opened(StandIn.saying("hello"));
    StandIn other = opened(StandIn.saying("hello"));
    Destination destination = Destination.at(host.url(), READS);
    Credential elsewhere = credential(Destination.at(other.url(), READS));

    assertThat(sandboxed().exchange(get("/things"), destination, elsewhere, EgressClientTest::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.CREDENTIAL_NOT_BOUND));
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void plain_http_is_refused_outside_the_sandbox_and_in_it_for_any_other_machine() {
    StandIn host = opened(StandIn.saying("hello"));
    EgressClient production =
        opened(new EgressClient(EgressProfile.PRODUCTION, NameResolver.SYSTEM, SMALL));
    Destination local = Destination.at(host.url(), READS);
    Destination remote = Destination.at(URI.create("http://vendor.example"), READS);

    assertThat(
            production.exchange(get("/things"), local, credential(local), EgressClientTest::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.NOT_HTTPS));
    assertThat(
            sandboxed()
                .exchange(get("/things"), remote, credential(remote), EgressClientTest::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.NOT_HTTPS));
    assertThat(host.seen()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"})
  void a_name_that_leads_to_an_address_that_is_not_public_is_refused(String address) {
    for (EgressProfile profile : EgressProfile.values()) {
      NameResolver names = _ -> List.of(InetAddress.getByName(address));
      assertThat(reach(profile, names))
          .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
    }
  }

  @Test
  void one_address_that_is_not_public_among_public_ones_is_enough() {
    NameResolver names =
        _ -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
    assertThat(reach(EgressProfile.PRODUCTION, names))
        .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
  }

  private Exchange<String> reach(EgressProfile profile, NameResolver names) {
    EgressClient client = opened(new EgressClient(profile, names, SMALL));
    Destination vendor = Destination.at(URI.create("https://vendor.example:9"), READS);
    return client.exchange(get("/things"), vendor, credential(vendor), EgressClientTest::text);
  }

  @Test
  void a_name_that_answers_differently_the_next_time_is_checked_again() throws Exception {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Connection", "close");
                  StandIn.send(exchange, 200, "hello");
                }));
    Deque<InetAddress> answers =
        new ArrayDeque<>(
            List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("10.0.0.1")));
    NameResolver rebinding = _ -> List.of(answers.removeFirst());
    EgressClient client = opened(new EgressClient(EgressProfile.SANDBOX, rebinding, SMALL));
    Destination vendor =
        Destination.at(URI.create("http://vendor.localhost:" + host.port()), READS);

    assertThat(client.exchange(get("/things"), vendor, credential(vendor), EgressClientTest::text))
        .isInstanceOf(Exchange.Answered.class);
    assertThat(client.exchange(get("/things"), vendor, credential(vendor), EgressClientTest::text))
        .isEqualTo(new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC));
    assertThat(answers).as("resolved once for each connection").isEmpty();
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void a_redirect_to_another_declared_path_of_the_same_host_is_followed() {
    StandIn host = opened(redirecting("/v2/things/7/parts"));
    assertThat(exchange(get("/things"), host)).isInstanceOf(Exchange.Answered.class);
    assertThat(host.seen()).hasSize(2);
  }

  @Test
  void a_redirect_elsewhere_is_refused_and_never_sees_the_credential() {
    StandIn other = opened(StandIn.saying("stolen"));
    for (String target :
        List.of(
            other.url() + "/v2/things",
            "http://127.0.0.1@localhost:" + other.port() + "/v2/things",
            "//localhost:" + other.port() + "/v2/things",
            "/v2/admin",
            "/things",
            "/v2/things?_method=delete",
            "/v2/things?other=1",
            "ftp://127.0.0.1/v2/things",
            "http://[",
            "")) {
      StandIn host = opened(redirecting(target));
      assertThat(exchange(get("/things"), host))
          .as(target)
          .isEqualTo(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
      assertThat(host.seen()).hasSize(1);
    }
    assertThat(other.seen()).isEmpty();
  }

  private static StandIn redirecting(String target) {
    return StandIn.answering(
        exchange -> {
          if (exchange.getRequestURI().toString().equals("/v2/things")) {
            exchange.getResponseHeaders().set("Location", target);
            StandIn.send(exchange, 302, "");
          } else {
            StandIn.send(exchange, 200, "there");
          }
        });
  }

  @Test
  void a_redirect_in_circles_ends() {
    StandIn host =
        opened(
            StandIn.answering(
                exchange -> {
                  exchange.getResponseHeaders().set("Location", "/v2/things");
                  StandIn.send(exchange, 307, "");
                }));
    assertThat(exchange(get("/things"), host))
        .isEqualTo(new Exchange.Refused<>(Refusal.REDIRECT_ELSEWHERE));
    assertThat(host.seen()).hasSize(SMALL.redirects() + 1);
  }

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
                  for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    sleep(200);
                  }
                }));
    long start = System.nanoTime();
    assertThat(exchange(get("/things"), host)).isEqualTo(new Exchange.Failed<>(Failure.TIMED_OUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void a_silent_host_is_left() {
    StandIn host = opened(StandIn.answering(_ -> sleep(5_000)));
    assertThat(exchange(get("/things"), host)).isEqualTo(new Exchange.Failed<>(Failure.TIMED_OUT));
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
  void an_unknown_name_and_a_closed_port_are_failures() {
    assertThat(
            reach(
                EgressProfile.PRODUCTION,
                host -> {
                  throw new UnknownHostException(host);
                }))
        .isEqualTo(new Exchange.Failed<>(Failure.NAME_NOT_RESOLVED));
    StandIn closed = StandIn.saying("");
    closed.close();
    assertThat(exchange(get("/things"), closed))
        .isEqualTo(new Exchange.Failed<>(Failure.UNREACHABLE));
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
        client.exchange(
            get("/things"), destination, credential(destination), EgressClientTest::text);
      }
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
      System.clearProperty("http.nonProxyHosts");
    }
    assertThat(host.seen()).hasSize(2).noneMatch(it -> it.headers().containsKey("Cookie"));
    assertThat(proxy.seen()).isEmpty();
  }

  @Test
  void nothing_that_is_printed_holds_the_credential() {
    Destination destination = Destination.at(URI.create("https://vendor.example"), READS);
    assertThat(credential(destination).toString()).doesNotContain("s3cret");
    assertThatThrownBy(
            () -> Credential.boundTo(destination.origin(), Map.of("A", "s3cret\r\nX: y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.sentence()).isNotBlank();
    }
  }
}
