package surety.server.posture.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// Asks a running server through the socket in its data folder. The requests and answers are told
/// at `OperatorCommands`.
public final class OperatorClient {

  private OperatorClient() {}

  /// Sends a request and waits for its answer.
  ///
  /// @param data the server's data folder
  /// @param each is told every line, the answer last
  /// @return the answer
  /// @throws IOException if no server listens there, or it broke off
  public static JsonObject ask(Path data, JsonObject request, Consumer<JsonObject> each)
      throws IOException {
    @Nullable JsonObject last = null;
    try (SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.connect(UnixDomainSocketAddress.of(SocketPlace.find(data)));
      send(server, request);
      var lines =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(server), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
        each.accept(last);
      }
    }
    if (last == null) {
      throw new IOException("the server gave no answer");
    }
    return last;
  }

  private static void send(SocketChannel server, JsonObject request) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      server.write(bytes);
    }
  }
}
