package surety.server.posture.probes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.server.platform.ServerSettings;

/// The ports on which this server listens, for raw bytes.
@Component
class Listening {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MOST = 65_536;

  private final ServerSettings settings;
  private volatile Optional<TomcatWebServer> server = Optional.empty();

  Listening(ServerSettings settings) {
    this.settings = settings;
  }

  @EventListener
  void started(WebServerInitializedEvent event) {
    if (event.getWebServer() instanceof TomcatWebServer tomcat) {
      server = Optional.of(tomcat);
    }
  }

  /// Every port, the one for TLS among them.
  List<Integer> ports() {
    return server.stream()
        .flatMap(tomcat -> Arrays.stream(tomcat.getTomcat().getService().findConnectors()))
        .map(Connector::getLocalPort)
        .filter(port -> port > 0)
        .toList();
  }

  /// Whether anybody takes connections at an address of this machine.
  static boolean answers(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// A connection to one of them; the caller closes it.
  Socket connect(int port) throws IOException {
    InetAddress bound = InetAddress.getByName(settings.bind());
    InetAddress here = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(here, port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /// What comes back for a request that is sent in clear; empty if the connection just ends.
  String inClear(int port, String host, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    return new String(
        exchange(port, request.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.ISO_8859_1);
  }

  /// What comes back for these bytes, until the other side ends.
  byte[] exchange(int port, byte[] sent) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(sent);
      return all(socket.getInputStream());
    }
  }

  /// The first bytes that come back.
  byte[] first(int port, byte[] sent, int length) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(sent);
      return socket.getInputStream().readNBytes(length);
    } catch (java.net.SocketException e) {
      return new byte[0]; // reset: nothing came
    }
  }

  private static byte[] all(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int n = in.read(part); n >= 0 && read.size() < MOST; n = in.read(part)) {
        read.write(part, 0, n);
      }
    } catch (java.net.SocketException e) {
      return read.toByteArray(); // reset after what came
    }
    return read.toByteArray();
  }
}
