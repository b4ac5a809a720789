package surety.pseudonym;

import java.util.Arrays;

/// Cuts bytes into server-sent events (HTML Living Standard, section 9.2). A line ends with LF, CR
/// or CR LF; an event ends with an empty line.
final class EventFrames {
  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};
  private static final int INITIAL = 4096;

  private final int mostBytes;
  private byte[] buffer = new byte[INITIAL];
  private int from;
  private int scanned;
  private int end;

  private int lineFrom;
  private int dataFrom;
  private int dataTo;
  private int dataLines;
  private Event event = new Event(buffer, 0, 0, 0, 0);

  EventFrames(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /// One event, with its ending line. Valid until the next call of [#add(byte\[\], int, int)].
  record Event(byte[] bytes, int from, int to, int dataFrom, int dataTo) {
    int length() {
      return to - from;
    }

    boolean hasData() {
      return dataTo > dataFrom;
    }
  }

  void add(byte[] bytes, int offset, int length) {
    if (end - from + length > mostBytes) {
      throw new IllegalStateException("bytes of an event: more than " + mostBytes);
    }
    if (end + length > buffer.length) {
      compact(length);
    }
    System.arraycopy(bytes, offset, buffer, end, length);
    end += length;
  }

  private void compact(int more) {
    int kept = end - from;
    byte[] target = kept + more > buffer.length ? new byte[(kept + more) * 2] : buffer;
    System.arraycopy(buffer, from, target, 0, kept);
    buffer = target;
    scanned -= from;
    lineFrom -= from;
    dataFrom -= from;
    dataTo -= from;
    end -= from;
    from = 0;
  }

  /// Moves to the next complete event.
  boolean next() {
    return next(false);
  }

  /// Moves to the next event, knowing that no more bytes come.
  boolean nextAtEnd() {
    return next(true);
  }

  /// The event that was reached.
  Event event() {
    return event;
  }

  /// What is left and is no event.
  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(buffer, from, end);
    from = end;
    return rest;
  }

  private boolean next(boolean last) {
    while (true) {
      scanned = lineEnd(buffer, scanned, end);
      if (scanned == end || (buffer[scanned] == '\r' && scanned + 1 == end && !last)) {
        return false;
      }
      int lineTo = scanned;
      boolean two = buffer[scanned] == '\r' && scanned + 1 < end && buffer[scanned + 1] == '\n';
      scanned += two ? 2 : 1;
      if (line(lineTo)) {
        return true;
      }
    }
  }

  private static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  /// Takes the line that ends before `lineTo`, and tells whether it ends the event.
  private boolean line(int lineTo) {
    boolean empty = lineTo == lineFrom;
    if (empty) {
      event = dataLines > 1 ? joined() : new Event(buffer, from, scanned, dataFrom, dataTo);
      from = scanned;
      dataFrom = dataTo = dataLines = 0;
    } else if (Arrays.equals(buffer, lineFrom, Math.min(lineTo, lineFrom + 5), DATA, 0, 5)) {
      dataFrom = dataLines == 0 ? lineFrom + DATA.length : dataFrom;
      dataTo = lineTo;
      dataLines++;
    }
    lineFrom = scanned;
    return empty;
  }

  /// An event whose data stand in several lines, with the data in one: a line feed between them has
  /// no meaning in JSON.
  private Event joined() {
    StringBuilder data = new StringBuilder();
    StringBuilder others = new StringBuilder();
    String text = new String(buffer, from, scanned - from, java.nio.charset.StandardCharsets.UTF_8);
    for (String line : text.split("\r\n|\r|\n", -1)) {
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : " ").append(line.substring(DATA.length).strip());
      } else if (!line.isEmpty()) {
        others.append(line).append('\n');
      }
    }
    byte[] before = (others + "data: ").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] all =
        (others + "data: " + data + "\n\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Event(all, 0, all.length, before.length, all.length - 2);
  }
}
