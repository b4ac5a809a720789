package surety.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;

/// A load of requests over kept-open connections. It writes prepared bytes and reads just enough of
/// each answer to find its end, because on a small machine the client's own work dilutes every
/// ratio.
final class Load {

  private final SocketFactory sockets;
  private final int port;
  private final int clients;

  /// Clients of a port on loopback.
  Load(SocketFactory sockets, int port, int clients) {
    this.sockets = sockets;
    this.port = port;
    this.clients = clients;
  }

  /// GET requests for `duration`, each client in a closed loop.
  ///
  /// @param paths gives the path of the next request; called by all clients
  /// @throws IllegalStateException if any answer is not 200
  Result run(Supplier<String> paths, String cookie, Duration duration) {
    return run(() -> get(paths.get(), cookie), duration);
  }

  /// Requests for `duration`, each client in a closed loop.
  ///
  /// @param requests gives the bytes of the next request; called by all clients
  /// @throws IllegalStateException if any answer is not 200
  Result run(Supplier<byte[]> requests, Duration duration) {
    // Handshakes are over before the clock starts: connections are kept open in real use too.
    CyclicBarrier connected = new CyclicBarrier(clients);
    long start = System.nanoTime();
    List<Callable<Samples>> work = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      work.add(() -> client(requests, duration, connected));
    }
    try (var pool = Executors.newFixedThreadPool(clients)) {
      List<Samples> all = new ArrayList<>();
      for (Future<Samples> each : pool.invokeAll(work)) {
        all.add(each.get());
      }
      return Result.of(all);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(
          "load ended early after " + (System.nanoTime() - start) / 1_000_000 + " ms", e);
    }
  }

  private Samples client(Supplier<byte[]> requests, Duration duration, CyclicBarrier connected)
      throws IOException, InterruptedException, BrokenBarrierException {
    Samples samples = new Samples();
    try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      if (socket instanceof SSLSocket tls) {
        tls.startHandshake();
      }
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
      connected.await();
      long begin = System.nanoTime();
      long now = begin;
      while (now - begin < duration.toNanos()) {
        out.write(requests.get());
        readAnswer(in);
        long after = System.nanoTime();
        samples.add(after - now);
        now = after;
      }
      samples.elapsedNanos = now - begin;
    }
    return samples;
  }

  private static byte[] get(String path, String cookie) {
    String text =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
            + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
            + "\r\n";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void readAnswer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("answer: " + status + " (expected: 200)");
    }
    long length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Long.parseLong(header.substring(15).trim());
      }
    }
    if (length >= 0) {
      in.skipNBytes(length);
    } else {
      skipChunks(in);
    }
  }

  private static void skipChunks(InputStream in) throws IOException {
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      in.skipNBytes(size + 2L);
    }
    line(in);
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /// What a load measured.
  ///
  /// @param perSecond requests answered in a second
  record Result(double perSecond, Duration p50, Duration p95, Duration p99) {

    static Result of(List<Samples> all) {
      long[] sorted = all.stream().flatMapToLong(Samples::stream).sorted().toArray();
      double perSecond = all.stream().mapToDouble(Samples::perSecond).sum();
      return new Result(
          perSecond,
          Duration.ofNanos(sorted[sorted.length / 2]),
          Duration.ofNanos(sorted[(int) (sorted.length * 0.95)]),
          Duration.ofNanos(sorted[(int) (sorted.length * 0.99)]));
    }
  }

  /// The latencies that one client saw.
  private static final class Samples {

    private long[] nanos = new long[4_096];
    private int count;
    private long elapsedNanos;

    void add(long latency) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = latency;
    }

    LongStream stream() {
      return Arrays.stream(nanos, 0, count);
    }

    double perSecond() {
      return count * 1e9 / elapsedNanos;
    }
  }
}
