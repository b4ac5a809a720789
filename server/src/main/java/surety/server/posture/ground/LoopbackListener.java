package surety.server.posture.ground;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.server.posture.probe.RecordingVendor.Request;

/// Listens on a port of loopback, writes down each request, then answers it.
final class LoopbackListener implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoopbackListener.class);
  private static final int MOST_KEPT = 5_000;
  private static final long MOST_BYTES = 32L << 20;
  private static final String JSON = "application/json";
  private static final int SILENCE_MILLIS = 30_000;

  private final ServerSocket socket;
  private final Function<Request, Reply> answers;
  private final ConcurrentLinkedDeque<Request> requests = new ConcurrentLinkedDeque<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean up = true;

  /// An answer.
  ///
  /// @param location where it leads, for redirects; else empty
  /// @param type of the body
  /// @param last whether the connection ends with it
  record Reply(int status, String location, String type, byte[] body, boolean last) {

    static Reply of(int status, byte[] body) {
      return new Reply(status, "", JSON, body, false);
    }

    static Reply redirect(String location) {
      return new Reply(307, location, JSON, new byte[0], false);
    }

    /// A stream of events.
    static Reply events(byte[] body) {
      return new Reply(200, "", "text/event-stream", body, false);
    }

    /// An answer after which the connection ends.
    static Reply last(byte[] body) {
      return new Reply(200, "", JSON, body, true);
    }
  }

  LoopbackListener(ServerSocket socket, Function<Request, Reply> answers) {
    this.socket = socket;
    this.answers = answers;
    Thread.ofVirtual().name("loopback-", socket.getLocalPort()).start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// How many connections were accepted, whatever became of them.
  long connections() {
    return connections.get();
  }

  /// The newest requests, oldest first.
  List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /// Whether it answers, or breaks every connection.
  void up(boolean answering) {
    up = answering;
    if (!answering) {
      open.forEach(LoopbackListener::breakOff);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          log.warn("a loopback port no longer accepts: {}", e.getClass().getSimpleName());
        }
      }
    }
  }

  private void serve(Socket connection) {
    open.add(connection);
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(SILENCE_MILLIS);
      var in = new BufferedInputStream(connection.getInputStream());
      boolean more = true;
      while (more && up) {
        more = exchange(connection, RequestReader.read(in));
      }
    } catch (IOException e) {
      log.trace("a connection to loopback broke off");
    } finally {
      open.remove(connection);
    }
  }

  private boolean exchange(Socket connection, Optional<Request> request) throws IOException {
    if (request.isEmpty()) {
      return false;
    }
    keep(request.get());
    if (!up) {
      return false;
    }
    Reply reply = answers.apply(request.get());
    connection.getOutputStream().write(ReplyBytes.of(reply));
    return !reply.last();
  }

  // Counted apart, because the queue would have to walk to the end to tell its size.
  private void keep(Request request) {
    requests.addLast(request);
    long bytes = kept.addAndGet(request.body().length);
    int many = count.incrementAndGet();
    while (many > MOST_KEPT || bytes > MOST_BYTES) {
      Request oldest = requests.pollFirst();
      if (oldest == null) {
        return; // others have removed it all
      }
      bytes = kept.addAndGet(-oldest.body().length);
      many = count.decrementAndGet();
    }
  }

  private static void breakOff(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      log.trace("a connection was broken already");
    }
  }

  @Override
  public void close() {
    up(false);
    try {
      socket.close();
    } catch (IOException e) {
      log.trace("the port was closed already");
    }
  }
}
