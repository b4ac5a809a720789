package surety.server.egress;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/// An HTTPS host with a certificate that it signed itself.
public final class TestTls implements AutoCloseable {

  private final HttpsServer server;
  private final TestCertificate certificate;
  private final List<String> seen = new CopyOnWriteArrayList<>();

  private TestTls(String name, HttpHandler handler) throws IOException {
    certificate = new TestCertificate(name);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.host()));
    server.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestMethod());
          handler.handle(exchange);
        });
    server.start();
  }

  /// A host whose certificate is for this name.
  static TestTls named(String name) {
    return named(name, exchange -> StandIn.send(exchange, 200, "hello"));
  }

  /// A host whose certificate is for this name, and that answers as the handler does.
  public static TestTls named(String name, HttpHandler handler) {
    try {
      return new TestTls(name, handler);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Trust in this host's certificate and in no other.
  SSLContext trust() {
    return certificate.trust();
  }

  /// Its certificate in PEM.
  public String pem() {
    return certificate.pem();
  }

  /// Where it listens, on loopback.
  public int port() {
    return server.getAddress().getPort();
  }

  /// The methods of the requests that arrived.
  public List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
