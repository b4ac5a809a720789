package surety.server.ai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A stand-in for the model providers that records what it gets, byte for byte, and answers as the
/// test says. What is not for a provider it hands to the vendors' stand-ins.
final class RecordingProvider implements AutoCloseable {

  /// Answers a request.
  interface Script {
    void answer(Got got, HttpExchange exchange) throws IOException;
  }

  /// What arrived.
  record Got(String method, String path, Map<String, String> headers, String body) {

    /// Everything that a provider could read, headers included.
    String all() {
      return method + " " + path + "\n" + headers + "\n" + body;
    }
  }

  private final List<Got> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final int vendors;
  private volatile Script script = RecordingProvider::empty;
  private volatile boolean vendorsDown;

  RecordingProvider(int vendors) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.vendors = vendors;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 128);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// What providers got since the last [#forget].
  List<Got> requests() {
    return requests;
  }

  Got only() {
    if (requests.size() != 1) {
      throw new AssertionError("requests: " + requests.size() + " (expected: 1)");
    }
    return requests.getFirst();
  }

  void forget() {
    requests.clear();
    script = RecordingProvider::empty;
    vendorsDown = false;
  }

  void answers(Script with) {
    script = with;
  }

  void vendorsAreDown() {
    vendorsDown = true;
  }

  static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// Sends these bytes one by one as a stream of events.
  static void stream(HttpExchange exchange, String events) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i += 7) {
        out.write(bytes, i, Math.min(7, bytes.length - i));
        out.flush();
      }
    }
  }

  private static void empty(Got got, HttpExchange exchange) throws IOException {
    json(exchange, 200, "{}");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (!path.startsWith("/openai/") && !path.startsWith("/anthropic/")) {
      forward(exchange, path);
      return;
    }
    Map<String, String> headers = new TreeMap<>();
    exchange.getRequestHeaders().forEach((n, v) -> headers.put(n.toLowerCase(), v.getFirst()));
    Got got =
        new Got(
            exchange.getRequestMethod(), path, headers, new String(body, StandardCharsets.UTF_8));
    requests.add(got);
    script.answer(got, exchange);
  }

  private void forward(HttpExchange exchange, String path) throws IOException {
    if (vendorsDown) {
      json(exchange, 500, "{}");
      return;
    }
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + vendors + path));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!List.of("host", "connection", "content-length").contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!List.of("content-length", "transfer-encoding", "date").contains(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
      exchange.close();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
