package surety.pseudonym;

/// Decodes UTF-8 strictly (RFC 3629).
final class Utf8 {
  static final int MALFORMED = -1;

  private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};
  private static final int LAST = 0x10FFFF;
  private static final int CONTINUATION = 0x3F;

  private Utf8() {}

  /// Bytes that a code point takes.
  static int length(int codePoint) {
    return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /// The code point whose first byte is at `at`, or [#MALFORMED].
  static int codePoint(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    if (first < 0x80) {
      return first;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > to) {
      return MALFORMED;
    }
    int codePoint = first & (0x7F >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes[at + i];
      if ((next & 0xC0) != 0x80) {
        return MALFORMED;
      }
      codePoint = codePoint << 6 | (next & CONTINUATION);
    }
    boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return codePoint < LEAST[length] || codePoint > LAST || surrogate ? MALFORMED : codePoint;
  }
}
