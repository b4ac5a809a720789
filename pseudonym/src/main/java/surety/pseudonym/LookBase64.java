package surety.pseudonym;

/// Decodes runs of base64, base64url and hexadecimal digits wherever they begin.
final class LookBase64 {
  private static final int HEX = 16;
  private static final int LEAST_WRAPPED = 60;
  private static final int UUID_LENGTH = 36;
  private static final byte[] VALUES = new byte[128];

  static {
    java.util.Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
    VALUES['-'] = VALUES['+'];
    VALUES['_'] = VALUES['/'];
  }

  private LookBase64() {}

  static boolean isInRun(byte sign) {
    return sign >= 0 && VALUES[sign] >= 0;
  }

  /// Where the run that begins at `at` ends; a line break in the middle of long lines belongs to
  /// it.
  static int runEnd(byte[] text, int at, int length) {
    int end = at;
    int line = at;
    while (end < length) {
      if (isInRun(text[end])) {
        end++;
        continue;
      }
      int next = end - line >= LEAST_WRAPPED ? lineBreak(text, end, length) : end;
      if (next == end || next >= length || !isInRun(text[next])) {
        return end;
      }
      line = next;
      end = next;
    }
    return end;
  }

  private static int lineBreak(byte[] text, int at, int length) {
    int end = at;
    while (end < length && (text[end] == '\r' || text[end] == '\n') && end - at < 2) {
      end++;
    }
    return end;
  }

  /// Decodes a run from its character `skip` on: who cuts a run out of a longer one may begin at
  /// any of four.
  static byte[] decode(byte[] text, int from, int to, int skip) {
    byte[] out = new byte[(to - from) * 3 / 4 + 3];
    int length = 0;
    int bits = 0;
    int have = 0;
    int left = skip;
    for (int at = from; at < to; at++) {
      int value = text[at] < 0 ? -1 : VALUES[text[at]];
      if (value < 0 || left-- > 0) {
        continue;
      }
      bits = bits << 6 | value;
      have += 6;
      if (have >= 8) {
        have -= 8;
        out[length++] = (byte) (bits >>> have);
      }
    }
    return java.util.Arrays.copyOf(out, length);
  }

  static boolean isHex(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (Character.digit(text[at], HEX) < 0) {
        return false;
      }
    }
    return to - from >= LookSigns.RUN + 2;
  }

  static byte[] decodeHex(byte[] text, int from, int to) {
    byte[] out = new byte[(to - from) / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) LookDecoders.hex(text, from + 2 * i, to);
    }
    return out;
  }

  /// Whether a run is a UUID in its usual form, whose characters decode to nothing readable.
  static boolean isUuid(byte[] text, int from, int to) {
    if (to - from != UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      byte sign = text[from + i];
      if (dash ? sign != '-' : Character.digit(sign, HEX) < 0) {
        return false;
      }
    }
    return true;
  }

  /// Hands the stretches of bytes that are text to `out`: all of them, or 16 and more in a row.
  ///
  /// @return whether all of them are text
  static boolean addText(byte[] bytes, LookText out) {
    int at = 0;
    while (at < bytes.length) {
      int end = textEnd(bytes, at);
      boolean whole = at == 0 && end == bytes.length;
      if (end > at && (whole || end - at >= LookSigns.RUN)) {
        out.addUtf8(bytes, at, end);
        out.part();
        if (whole) {
          return true;
        }
      }
      at = Math.max(end, at + 1);
    }
    return false;
  }

  private static int textEnd(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length) {
      int codePoint = Utf8.codePoint(bytes, at, bytes.length);
      if (codePoint < 0 || (codePoint < ' ' && "\t\r\n".indexOf(codePoint) < 0)) {
        return at;
      }
      at += Utf8.length(codePoint);
    }
    return at;
  }
}
