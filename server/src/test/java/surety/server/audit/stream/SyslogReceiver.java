package surety.server.audit.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import surety.server.egress.EgressHosts;
import surety.server.egress.Origin;
import surety.server.egress.TestCertificate;

/// A syslog receiver with TLS on loopback, under a name that nobody has. It reads strictly.
final class SyslogReceiver implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  // RFC 5424, section 6, as far as it can be said in a pattern.
  private static final Pattern MESSAGE =
      Pattern.compile(
          "<([0-9]{1,3})>1 ([0-9T:.Z-]+) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32})"
              + " (\\[(?:[^\\]\\\\]|\\\\.)*\\]) (.*)",
          Pattern.DOTALL);

  /// A message as it came.
  record Message(String priority, String time, String id, String data, String text) {
    static Message parse(byte[] bytes) {
      String whole = new String(bytes, StandardCharsets.UTF_8);
      Matcher parts = MESSAGE.matcher(whole);
      if (!parts.matches()) {
        throw new IllegalStateException("not a message of RFC 5424: " + whole);
      }
      return new Message(
          parts.group(1), parts.group(2), parts.group(6), parts.group(7), parts.group(8));
    }
  }

  /// What it does with a connection.
  enum Manner {
    /// Reads to the end and closes.
    GOOD,
    /// Reads to the end and never closes.
    STAYS,
    /// Reads a little and breaks off.
    DIES,
    /// Reads nothing.
    HANGS
  }

  private final String name = "syslog" + NUMBER.incrementAndGet() + ".invalid";
  private final TestCertificate certificate = new TestCertificate(name);
  private final ServerSocket server;
  private final String[] protocols;
  private final List<Message> came = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Manner manner = Manner.GOOD;

  SyslogReceiver(EgressHosts hosts, String... protocols) {
    this.protocols = protocols;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hosts.play(new Origin("https", name, 6514), server.getLocalPort(), Optional.empty());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      SSLSocket secured =
          (SSLSocket)
              certificate
                  .host()
                  .getSocketFactory()
                  .createSocket(socket, name, socket.getPort(), true);
      secured.setUseClientMode(false);
      if (protocols.length > 0) {
        secured.setEnabledProtocols(protocols);
      }
      secured.startHandshake();
      switch (manner) {
        case GOOD -> {
          read(secured.getInputStream());
          secured.close();
        }
        case STAYS -> read(secured.getInputStream());
        case DIES -> {
          secured.getInputStream().readNBytes(300);
          // As the machine of a program that was killed does it.
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case HANGS -> Thread.sleep(60_000);
      }
    } catch (IOException e) {
      errors.add(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      errors.add(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Octet counting: RFC 5425, section 4.3. Only whole frames count.
  private void read(InputStream in) throws IOException {
    List<Message> messages = new ArrayList<>();
    for (int digit = in.read(); digit >= 0; digit = in.read()) {
      ByteArrayOutputStream length = new ByteArrayOutputStream();
      for (; digit != ' '; digit = in.read()) {
        if (digit < '0' || digit > '9') {
          throw new IllegalStateException("not a length");
        }
        length.write(digit);
      }
      int count = Integer.parseInt(length.toString(StandardCharsets.US_ASCII));
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new IllegalStateException("a message broke off");
      }
      messages.add(Message.parse(bytes));
    }
    came.addAll(messages);
  }

  void behaves(Manner other) {
    manner = other;
  }

  String address() {
    return name;
  }

  String pem() {
    return certificate.pem();
  }

  List<Message> came() {
    return List.copyOf(came);
  }

  /// What was wrong with what came.
  List<String> errors() {
    return List.copyOf(errors);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
