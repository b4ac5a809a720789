package surety.server.posture.ground;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// An answer as it goes over the wire, in one piece.
final class ReplyBytes {

  private ReplyBytes() {}

  static byte[] of(LoopbackListener.Reply reply) {
    String head =
        "HTTP/1.1 %d Answer\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s%s\r\n"
            .formatted(
                reply.status(),
                reply.type(),
                reply.body().length,
                reply.last() ? "Connection: close\r\n" : "",
                reply.location().isEmpty() ? "" : "Location: " + reply.location() + "\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(reply.body());
    return bytes.toByteArray();
  }
}
