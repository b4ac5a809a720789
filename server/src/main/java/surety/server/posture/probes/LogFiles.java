package surety.server.posture.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import surety.server.platform.LogSink;

/// What the server, and the database that it started, have written into the files of their logs
/// since a moment.
final class LogFiles {

  // A file that was begun anew is read from its beginning; nobody writes so much meanwhile.
  private static final int MOST = 4_000_000;

  private final List<LogSink> sinks;
  private final Map<Path, Long> sizes = new LinkedHashMap<>();

  private LogFiles(List<LogSink> sinks) {
    this.sinks = sinks;
  }

  static LogFiles reading(List<LogSink> sinks) {
    LogFiles files = new LogFiles(sinks);
    files.sinks.forEach(sink -> all(sink).forEach(file -> files.sizes.put(file, size(file))));
    return files;
  }

  /// Whether one of them holds this text.
  boolean holds(String text) {
    return sinks.stream()
        .flatMap(sink -> all(sink).stream())
        .anyMatch(file -> added(file).contains(text));
  }

  private static List<Path> all(LogSink sink) {
    try {
      List<Path> files = new ArrayList<>(sink.former());
      files.add(sink.current());
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String added(Path file) {
    long known = sizes.getOrDefault(file, 0L);
    long size = size(file);
    long from = size < known ? 0 : known;
    if (size - from > MOST) {
      throw new IllegalStateException("too much was logged to be searched");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all of it is there
      }
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }
}
