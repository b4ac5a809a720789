package surety.pseudonym.command;

/// Tells whether two JSON texts differ in nothing but how characters of strings are escaped.
final class SameJson {
  private static final int UNICODE_ESCAPE = 6;

  private final String text;
  private int at;
  private boolean inString;

  private SameJson(String text) {
    this.text = text;
  }

  static boolean same(String one, String other) {
    SameJson first = new SameJson(one);
    SameJson second = new SameJson(other);
    int unit = 0;
    while (unit >= 0) {
      unit = first.next();
      if (unit != second.next()) {
        return false;
      }
    }
    return true;
  }

  /// The next character; one of a string is not the same as one outside.
  private int next() {
    if (at >= text.length()) {
      return -1;
    }
    char unit = text.charAt(at++);
    if (unit == '"') {
      inString = !inString;
      return unit;
    }
    if (unit == '\\' && at < text.length()) {
      return escaped();
    }
    return inString ? unit + Character.MAX_VALUE : unit;
  }

  private int escaped() {
    char kind = text.charAt(at++);
    int unit =
        switch (kind) {
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> unicode();
          default -> kind;
        };
    return unit + Character.MAX_VALUE;
  }

  private int unicode() {
    int end = Math.min(text.length(), at + UNICODE_ESCAPE - 2);
    int unit = Integer.parseInt(text, at, end, 16);
    at = end;
    return unit;
  }
}
