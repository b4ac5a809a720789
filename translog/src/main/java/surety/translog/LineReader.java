package surety.translog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads lines of UTF-8 of bounded length, each ended by a line feed.
final class LineReader {
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final int mostBytes;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int until;
  private long line;

  LineReader(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /// The number of lines that were read.
  long line() {
    return line;
  }

  /// The next line, without its end.
  ///
  /// @throws EOFException if the file ends within it
  /// @throws IllegalArgumentException if it is too long, or not UTF-8
  Optional<String> next() throws IOException {
    int end = from;
    while (true) {
      while (end < until && buffer[end] != '\n') {
        end++;
      }
      if (end < until) {
        return Optional.of(take(end));
      }
      if (until - from >= mostBytes) {
        throw new IllegalArgumentException("is longer than " + mostBytes + " bytes");
      }
      int seen = end - from;
      if (!fill()) {
        return ended();
      }
      end = from + seen;
    }
  }

  private Optional<String> ended() throws EOFException {
    if (until > from) {
      throw new EOFException("the file ends within a line");
    }
    return Optional.empty();
  }

  private String take(int end) {
    line++;
    String text = new String(buffer, from, end - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isEncodingOf(text, end)) {
      throw new IllegalArgumentException("is not UTF-8");
    }
    from = end + 1;
    return text;
  }

  private boolean isEncodingOf(String text, int end) {
    return Arrays.equals(
        text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(buffer, from, end));
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, until - from);
      until -= from;
      from = 0;
    }
    if (until == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * until);
    }
    int read = in.read(buffer, until, buffer.length - until);
    until += Math.max(0, read);
    return read >= 0;
  }
}
