package surety.server.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;

/// Sends messages to one [Receiver] by syslog over TLS (RFC 5425), a connection for each batch.
///
/// Syslog confirms nothing. What can be known is that the receiver's end of the connection took all
/// bytes and did not break off: after the last byte the connection is closed in order, and the
/// receiver is given some seconds to close it too. Most do, and have read everything then.
public final class SyslogClient {

  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final int MOST_READ = 64 << 10;

  private final Receiver receiver;
  private final CheckedResolver resolver;
  private final HostTls tls;
  private final EgressLimits limits;
  private final Deadlines deadlines;

  SyslogClient(
      Receiver receiver,
      CheckedResolver resolver,
      HostTls tls,
      EgressLimits limits,
      Deadlines deadlines) {
    this.receiver = receiver;
    this.resolver = resolver;
    this.tls = tls;
    this.limits = limits;
    this.deadlines = deadlines;
  }

  /// Sends messages, each with its length before it.
  ///
  /// @return answered if the connection took them all and did not break off
  public Exchange<Boolean> send(List<byte[]> messages) {
    long deadline = System.nanoTime() + limits.whole().toNanos();
    try {
      List<InetSocketAddress> addresses =
          resolver.resolve(receiver.place().host(), receiver.place().port());
      try (Socket socket = new Socket(Proxy.NO_PROXY)) {
        Future<?> alarm = deadlines.cancelAt(closing(socket), deadline);
        try {
          socket.connect(addresses.getFirst(), Math.toIntExact(limits.connect().toMillis()));
          socket.setSoTimeout(Math.toIntExact(limits.silence().toMillis()));
          send(socket, messages);
          return new Exchange.Answered<>(200, new AnswerHeaders(java.util.Map.of()), true);
        } finally {
          alarm.cancel(false);
        }
      }
    } catch (CheckedResolver.AddressRefused e) {
      return new Exchange.Refused<>(Refusal.ADDRESS_NOT_PUBLIC);
    } catch (IOException e) {
      boolean late = System.nanoTime() - deadline >= 0;
      return new Exchange.Failed<>(late ? Failure.TIMED_OUT : WebhookClient.failure(e));
    }
  }

  private void send(Socket socket, List<byte[]> messages) throws IOException {
    String host = receiver.place().host();
    int port = receiver.place().port();
    try (SSLSocket secured =
        tls.strategy(host, port).upgrade(socket, host, port, null, HttpClientContext.create())) {
      OutputStream out = secured.getOutputStream();
      for (byte[] message : messages) {
        out.write((message.length + " ").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.write(message);
      }
      out.flush();
      secured.shutdownOutput();
      awaitClose(secured);
    }
  }

  // Whoever does not close, and whoever talks on, has at least not broken off.
  private static void awaitClose(SSLSocket secured) throws IOException {
    secured.setSoTimeout(Math.toIntExact(CLOSING.toMillis()));
    InputStream in = secured.getInputStream();
    byte[] ignored = new byte[1024];
    try {
      int count = 0;
      for (int read = in.read(ignored); read >= 0 && count < MOST_READ; read = in.read(ignored)) {
        count += read;
      }
    } catch (SocketTimeoutException e) {
      return;
    }
  }

  private static Cancellable closing(Socket socket) {
    return () -> {
      try {
        socket.close();
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }
}
