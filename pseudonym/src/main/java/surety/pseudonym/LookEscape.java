package surety.pseudonym;

/// One escape of a programming language or of JSON: a backslash and what follows.
final class LookEscape {
  private static final int HEX = 16;
  private static final int MOST_BRACED = 8;

  private LookEscape() {}

  /// What the escape at `at` means, or -1.
  static int codePoint(byte[] text, int at, int length) {
    if (at + 1 >= length || text[at] != '\\') {
      return -1;
    }
    int digits = digits(text, at, length);
    if (digits == 0) {
      return switch (text[at + 1]) {
        case 'n', 'r', 't', 'b', 'f', 'v', '\n' -> ' ';
        default -> text[at + 1] < 0 ? ' ' : text[at + 1];
      };
    }
    int value = 0;
    for (int i = end(text, at, length) - 1, shift = 0; i > at + 1 && shift < 24; i--) {
      int digit = text[i] < 0 ? -1 : Character.digit(text[i], HEX);
      if (digit >= 0) {
        value |= digit << shift;
        shift += 4;
      }
    }
    return value;
  }

  /// Where the escape at `at` ends.
  static int end(byte[] text, int at, int length) {
    int digits = digits(text, at, length);
    if (digits > 0) {
      return at + 2 + digits;
    }
    return text[at + 1] < 0 ? at + 1 : at + 2;
  }

  /// Characters behind `\x`, `\\u` or `\U` that belong to it, 0 if it is another escape.
  private static int digits(byte[] text, int at, int length) {
    int expected =
        switch (text[at + 1]) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          default -> 0;
        };
    if (expected == 4 && at + 2 < length && text[at + 2] == '{') {
      return braced(text, at, length);
    }
    for (int i = at + 2; i < at + 2 + expected; i++) {
      if (i >= length || text[i] < 0 || Character.digit(text[i], HEX) < 0) {
        return 0;
      }
    }
    return expected;
  }

  private static int braced(byte[] text, int at, int length) {
    for (int i = at + 3; i < Math.min(length, at + 3 + MOST_BRACED); i++) {
      if (text[i] == '}') {
        return i - at - 1;
      }
      if (text[i] < 0 || Character.digit(text[i], HEX) < 0) {
        return 0;
      }
    }
    return 0;
  }
}
