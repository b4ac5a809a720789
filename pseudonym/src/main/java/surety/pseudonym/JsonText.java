package surety.pseudonym;

/// Writes text into a JSON string.
final class JsonText {
  private static final char FIRST_PRINTABLE = ' ';

  private JsonText() {}

  /// Appends `text` so that it can stand between quotation marks.
  static void escape(CharSequence text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> plain(text, i, out);
      }
    }
  }

  private static void plain(CharSequence text, int at, StringBuilder out) {
    char unit = text.charAt(at);
    if (unit < FIRST_PRINTABLE || isLone(text, at)) {
      out.append(String.format("\\u%04x", (int) unit));
    } else {
      out.append(unit);
    }
  }

  /// Half of a surrogate pair has no UTF-8 form.
  private static boolean isLone(CharSequence text, int at) {
    char unit = text.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /// The character of a valid escape, whose letter behind the backslash stands at `at`.
  static char unescaped(char[] json, int at) {
    return switch (json[at]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(new String(json, at + 1, 4), 16);
      default -> json[at];
    };
  }
}
