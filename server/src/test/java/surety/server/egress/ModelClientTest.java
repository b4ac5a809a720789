package surety.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.pseudonym.Directory;
import surety.pseudonym.Outgoing;
import surety.pseudonym.ProvenBody;
import surety.pseudonym.SecondLook;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ModelClientTest {

  private static final String PATH = "/v1/chat/completions";
  private static final EgressLimits LIMITS =
      new EgressLimits(
          Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60), 1_000_000, 0);

  private final AtomicInteger requests = new AtomicInteger();
  private final EgressHosts hosts = new EgressHosts();
  private final ModelClient client =
      new ModelClient(EgressProfile.SANDBOX, NameResolver.SYSTEM, LIMITS, hosts);
  private HttpServer server = server();
  private Origin origin = new Origin("http", "127.0.0.1", 1);

  private static HttpServer server() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          byte[] answer = exchange.getRequestHeaders().getFirst("x-api-key").getBytes();
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    origin = new Origin("http", "127.0.0.1", server.getAddress().getPort());
    hosts.list(origin, "Provider");
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void a_proven_body_goes_to_its_path_with_the_key_that_is_bound_to_the_host() {
    assertThat(send(proven(PATH, Map.of()), host(), key(origin)))
        .isEqualTo(new ModelExchange.Answered<>("secret"));
    assertThat(requests).hasValue(1);
  }

  @Test
  void a_key_goes_to_no_other_host_and_no_host_is_asked_that_is_not_listed() {
    Origin other = new Origin("http", "127.0.0.1", 9);
    refused(proven(PATH, Map.of()), host(), key(other), Refusal.CREDENTIAL_NOT_BOUND);
    var unlisted = new ModelHost(other, Set.of(PATH), List.of());
    refused(proven(PATH, Map.of()), unlisted, key(other), Refusal.HOST_NOT_LISTED);
    Origin plain = new Origin("http", "example.com", 80);
    hosts.list(plain, "Plain");
    var open = new ModelHost(plain, Set.of(PATH), List.of());
    refused(proven(PATH, Map.of()), open, key(plain), Refusal.NOT_HTTPS);
  }

  @Test
  void paths_and_headers_that_are_not_declared_are_refused() {
    refused(proven("/v1/files", Map.of()), host(), key(origin), Refusal.PATH_NOT_DECLARED);
    refused(
        proven(PATH, Map.of("host", "elsewhere")), host(), key(origin), Refusal.HEADER_FORBIDDEN);
    assertThat(requests).hasValue(0);
  }

  @Test
  void what_never_arrived_is_not_charged_and_what_may_have_arrived_is_tried_once()
      throws Exception {
    try (ServerSocket closed = new ServerSocket(0)) {
      Origin nobody = new Origin("http", "127.0.0.1", closed.getLocalPort());
      hosts.list(nobody, "Nobody");
      closed.close();
      var host = new ModelHost(nobody, Set.of(PATH), List.of());
      assertThat(send(proven(PATH, Map.of()), host, key(nobody)))
          .isEqualTo(new ModelExchange.Failed<>(Failure.UNREACHABLE, false));
    }
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket rude = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> acceptAndClose(rude, connections));
      Origin origin2 = new Origin("http", "127.0.0.1", rude.getLocalPort());
      hosts.list(origin2, "Rude");
      var host = new ModelHost(origin2, Set.of(PATH), List.of());
      assertThat(send(proven(PATH, Map.of()), host, key(origin2)))
          .isInstanceOfSatisfying(
              ModelExchange.Failed.class, failed -> assertThat(failed.charged()).isTrue());
      assertThat(connections).hasValue(1);
    }
  }

  private static void acceptAndClose(ServerSocket server, AtomicInteger connections) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          connections.incrementAndGet();
          socket.getInputStream().read();
        }
      }
    } catch (IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_answer_that_is_not_wanted_any_more_cuts_the_connection() throws Exception {
    CountDownLatch speaking = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    try (ServerSocket endless = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> streamUntilCut(endless, speaking, cut));
      Origin place = new Origin("http", "127.0.0.1", endless.getLocalPort());
      hosts.list(place, "Endless");
      ModelCancel cancel = new ModelCancel();
      Thread.ofVirtual()
          .start(
              () -> {
                await(speaking);
                cancel.cancel();
              });
      ModelExchange<String> exchange =
          client.send(
              "POST",
              proven(PATH, Map.of()),
              new ModelHost(place, Set.of(PATH), List.of()),
              key(place),
              cancel,
              answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
      assertThat(exchange).isInstanceOf(ModelExchange.Failed.class);
      assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void streamUntilCut(
      ServerSocket server, CountDownLatch speaking, CountDownLatch cut) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes());
      while (true) {
        socket.getOutputStream().write(':');
        Thread.sleep(20);
        speaking.countDown();
      }
    } catch (IOException | InterruptedException e) {
      cut.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ModelHost host() {
    return new ModelHost(origin, Set.of(PATH), List.of());
  }

  private static Credential key(Origin of) {
    return Credential.boundTo(of, Map.of("x-api-key", "secret"));
  }

  private static ProvenBody proven(String path, Map<String, String> more) {
    Map<String, String> headers = new java.util.HashMap<>(more);
    headers.put("content-type", "application/json");
    var nobody = Directory.builder().build();
    return (ProvenBody) SecondLook.of(nobody).look(Outgoing.of(path, headers, "{}".getBytes()));
  }

  private ModelExchange<String> send(ProvenBody body, ModelHost host, Credential key) {
    return client.send(
        "POST",
        body,
        host,
        key,
        new ModelCancel(),
        answer -> new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
  }

  private void refused(ProvenBody body, ModelHost host, Credential key, Refusal why) {
    assertThat(send(body, host, key)).isEqualTo(new ModelExchange.Refused<>(why));
  }
}
