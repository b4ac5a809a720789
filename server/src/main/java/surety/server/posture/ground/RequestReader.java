package surety.server.posture.ground;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import surety.server.posture.probe.RecordingVendor.Request;

/// Reads requests of HTTP/1.1 with a body of a declared length, the only kind that comes here.
final class RequestReader {

  private static final int LONGEST_LINE = 32_768;
  private static final int MOST_LINES = 200;
  private static final int LARGEST_BODY = 1 << 20;

  private RequestReader() {}

  /// The next request; empty at the end of the connection.
  static Optional<Request> read(InputStream in) throws IOException {
    String first = line(in);
    String[] words = first.split(" ", 3);
    if (words.length < 3) {
      return Optional.empty();
    }
    Map<String, String> headers = headers(in);
    byte[] body = in.readNBytes(length(headers));
    return Optional.of(new Request(Instant.now(), words[0], words[1], Map.copyOf(headers), body));
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int count = 0; count < MOST_LINES; count++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip(),
            (one, other) -> one + ", " + other);
      }
    }
    throw new IOException("too many headers");
  }

  private static int length(Map<String, String> headers) throws IOException {
    String text = headers.getOrDefault("content-length", "0");
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > LARGEST_BODY) {
      throw new IOException("the body has an unusual length");
    }
    return Integer.parseInt(text);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a line is too long");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
