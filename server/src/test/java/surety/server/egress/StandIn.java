package surety.server.egress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A host that accepts everything and remembers it.
public final class StandIn implements AutoCloseable {

  /// What arrived.
  public record Seen(String method, String uri, Map<String, List<String>> headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  private StandIn(HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.setStreams(new ByteArrayInputStream(body), null);
          seen.add(
              new Seen(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  Map.copyOf(exchange.getRequestHeaders()),
                  new String(body, StandardCharsets.UTF_8)));
          handler.handle(exchange);
        });
    server.start();
  }

  /// A host that answers as the handler does.
  public static StandIn answering(HttpHandler handler) {
    try {
      return new StandIn(handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A host that answers everything with this text.
  public static StandIn saying(String text) {
    return answering(exchange -> send(exchange, 200, text));
  }

  /// Sends an answer.
  public static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// Where it listens, without a path.
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// Its port.
  public int port() {
    return server.getAddress().getPort();
  }

  /// Everything that arrived so far.
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
