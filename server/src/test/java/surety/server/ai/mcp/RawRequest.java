package surety.server.ai.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import surety.server.identity.TestBrowser;

/// A request whose Host header the test chooses, which Java's own client does not allow.
final class RawRequest {

  private RawRequest() {}

  static int status(int port, String host, String key, String body) {
    String head =
        "POST /mcp HTTP/1.1\r\nHost: "
            + host
            + "\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nConnection: close"
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    try (Socket socket =
        TestBrowser.trustingAll().getSocketFactory().createSocket("localhost", port)) {
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
