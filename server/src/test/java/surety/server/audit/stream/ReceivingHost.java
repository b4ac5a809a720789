package surety.server.audit.stream;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.egress.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A webhook with a certificate of its own, on loopback, under a name that nobody has.
final class ReceivingHost implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();

  /// A request as it came.
  record Came(Map<String, List<String>> headers, String uri, byte[] body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(it -> it.getKey().equalsIgnoreCase(name))
          .map(it -> it.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /// What it does with a request.
  interface Behaviour {
    void answer(int number, HttpExchange exchange) throws IOException;
  }

  private final String name = "receiver" + NUMBER.incrementAndGet() + ".invalid";
  private final List<Came> came = new CopyOnWriteArrayList<>();
  private final TestTls host;
  private volatile Behaviour behaviour;

  ReceivingHost(EgressHosts hosts, Behaviour behaviour) {
    this.behaviour = behaviour;
    this.host = TestTls.named(name, this::handle);
    hosts.play(new Origin("https", name, 443), host.port(), Optional.empty());
  }

  static ReceivingHost accepting(EgressHosts hosts) {
    return new ReceivingHost(hosts, answering(204));
  }

  static Behaviour answering(int status) {
    return (_, exchange) -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  void from_now_on(Behaviour other) {
    behaviour = other;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    came.add(
        new Came(
            Map.copyOf(exchange.getRequestHeaders()), exchange.getRequestURI().toString(), body));
    behaviour.answer(came.size(), exchange);
  }

  String address() {
    return "https://" + name + "/in?of=surety";
  }

  /// Its certificate in PEM.
  String pem() {
    return host.pem();
  }

  List<Came> came() {
    return List.copyOf(came);
  }

  /// Every line of every request, in the order in which they came.
  List<JsonNode> lines() {
    return came.stream().flatMap(it -> it.text().lines()).map(JSON::readTree).toList();
  }

  /// The places of these lines.
  List<Long> places() {
    return lines().stream()
        .filter(it -> it.has("index"))
        .map(it -> it.get("index").asLong())
        .toList();
  }

  @Override
  public void close() {
    host.close();
  }
}
