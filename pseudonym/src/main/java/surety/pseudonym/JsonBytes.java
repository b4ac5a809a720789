package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Decodes what stands in a JSON string.
final class JsonBytes {
  private static final int HEX = 16;
  private static final int HEX_DIGITS = 4;

  private JsonBytes() {}

  /// Appends the text of a JSON string given by its bytes without quotation marks.
  static void decode(byte[] json, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      byte unit = json[i];
      if (unit == '\\') {
        i = escape(json, i + 1, to, out);
      } else if (unit >= 0) {
        out.append((char) unit);
      } else {
        i = wide(json, i, to, out);
      }
    }
  }

  private static int wide(byte[] json, int from, int to, StringBuilder out) {
    int end = from;
    while (end < to && json[end] < 0) {
      end++;
    }
    out.append(new String(json, from, end - from, StandardCharsets.UTF_8));
    return end - 1;
  }

  private static int escape(byte[] json, int at, int to, StringBuilder out) {
    if (at >= to) {
      throw new JsonCursor.JsonUnreadable(at);
    }
    switch (json[at]) {
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'u' -> out.append(unicode(json, at + 1, to));
      default -> out.append((char) json[at]);
    }
    return json[at] == 'u' ? at + HEX_DIGITS : at;
  }

  private static char unicode(byte[] json, int from, int to) {
    int value = 0;
    for (int i = from; i < from + HEX_DIGITS; i++) {
      int digit = i < to ? Character.digit(json[i], HEX) : -1;
      if (digit < 0) {
        throw new JsonCursor.JsonUnreadable(i);
      }
      value = value * HEX + digit;
    }
    return (char) value;
  }
}
