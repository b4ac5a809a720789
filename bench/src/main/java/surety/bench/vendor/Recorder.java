package surety.bench.vendor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import surety.sandbox.SandboxServer;

/// Answers as the stand-ins do, from memory: each request is passed on the first time, and answered
/// with the same bytes from then on. What the stand-ins themselves cost is then no part of what a
/// client's turn takes.
final class Recorder implements AutoCloseable {

  // What would be wrong for another body, or is about a connection.
  private static final Set<String> HOP =
      Set.of("content-length", "transfer-encoding", "connection", "date");
  private static final Set<String> OWN = Set.of("host", "content-length", "connection");

  private final SandboxServer sandbox;
  private final ServerSocket server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  Recorder(SandboxServer sandbox) throws IOException {
    this.sandbox = sandbox;
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      OutputStream out = socket.getOutputStream();
      for (String first = line(in); !first.isEmpty(); first = line(in)) {
        Map<String, String> headers = headers(in);
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String asked = first + "\n" + new String(body, StandardCharsets.UTF_8);
        byte[] answer = answers.get(asked);
        if (answer == null) {
          answer = recorded(first, headers, body);
          answers.put(asked, answer);
        }
        out.write(answer);
      }
    } catch (IOException e) {
      // The client went.
    }
  }

  private byte[] recorded(String first, Map<String, String> headers, byte[] body)
      throws IOException {
    String[] words = first.split(" ", 3);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + words[1]))
            .method(words[0], HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, value) -> {
          if (!OWN.contains(name)) {
            request.setHeader(name, value);
          }
        });
    try {
      return asFromHere(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  // Links to further pages lead back here.
  private byte[] asFromHere(HttpResponse<String> answer) throws IOException {
    byte[] body = here(answer.body()).getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.statusCode() + " \r\n");
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> head.append(name + ": " + here(value) + "\r\n"));
              }
            });
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.write(body);
    return whole.toByteArray();
  }

  private String here(String text) {
    return text.replace("127.0.0.1:" + sandbox.port(), "127.0.0.1:" + port());
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(256);
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
