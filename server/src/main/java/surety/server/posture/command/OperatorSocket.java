package surety.server.posture.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import surety.evidence.Json;
import surety.evidence.JsonObject;
import surety.server.platform.DataFolder;

/// Listens for the operator: one line of JSON in, lines of JSON out, the last one an answer.
@Component
class OperatorSocket implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorSocket.class);
  private static final int LONGEST_REQUEST = 16 << 20;

  private final DataFolder data;
  private final RecordedCommands commands;
  private final ServerSocketChannel listener;
  private volatile Path place;

  OperatorSocket(DataFolder data, RecordedCommands commands) throws IOException {
    this.data = data;
    this.commands = commands;
    this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    this.place = data.path();
  }

  @EventListener
  void ready(ApplicationReadyEvent event) throws IOException {
    place = SocketPlace.make(data.privateFolder("control"));
    listener.bind(UnixDomainSocketAddress.of(place));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
    Thread.ofVirtual().name("operator").start(this::listen);
  }

  @Override
  public void destroy() throws IOException {
    listener.close();
    if (Files.isSymbolicLink(place) || !Files.isDirectory(place)) {
      Files.deleteIfExists(place);
    }
  }

  private void listen() {
    try {
      while (listener.isOpen()) {
        SocketChannel caller = listener.accept();
        Thread.ofVirtual().name("operator's command").start(() -> serve(caller));
      }
    } catch (ClosedChannelException e) {
      LOG.debug("the operator's socket was closed");
    } catch (IOException e) {
      LOG.error("the operator's socket failed; ./surety prove does not reach this server", e);
    }
  }

  private void serve(SocketChannel caller) {
    try (caller) {
      answer(caller, request(caller));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("the operator's command broke off", e);
    }
  }

  private void answer(SocketChannel caller, String line) {
    try {
      JsonObject request = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
      commands.obey(request, said -> write(caller, said));
    } catch (IllegalArgumentException e) {
      write(caller, Json.object().with("refused", String.valueOf(e.getMessage())));
    }
  }

  private static String request(SocketChannel caller) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(caller), StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int next = reader.read(); next >= 0 && next != '\n'; next = reader.read()) {
      line.append((char) next);
      if (line.length() > LONGEST_REQUEST) {
        throw new IOException("the operator's command is too long");
      }
    }
    return line.toString();
  }

  private static void write(SocketChannel caller, Json said) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((said + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        caller.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
