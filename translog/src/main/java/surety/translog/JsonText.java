package surety.translog;

import java.util.List;
import java.util.stream.IntStream;

/// Lines of JSON in the one form of RFC 8785: members in order, no white space, and only those
/// characters escaped that have to be. So every changed byte of a line is either an error or
/// another value.
final class JsonText {
  // The escaped form of each control character.
  private static final List<String> CONTROLS =
      IntStream.range(0, ' ').mapToObj(JsonText::escaped).toList();

  private final String line;
  private int at;

  JsonText(String line) {
    this.line = line;
  }

  /// Writes a string.
  ///
  /// @throws IllegalArgumentException if it has an unpaired surrogate
  static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter < ' ') {
        out.append(CONTROLS.get(letter));
      } else if (needsEscape(letter)) {
        out.append('\\').append(letter);
      } else {
        requirePaired(value, i);
        out.append(letter);
      }
    }
    out.append('"');
  }

  private static void requirePaired(String value, int at) {
    char letter = value.charAt(at);
    boolean isAlone =
        Character.isHighSurrogate(letter)
            ? at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
            : Character.isLowSurrogate(letter)
                && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    if (isAlone) {
      throw new IllegalArgumentException("a text has an unpaired surrogate");
    }
  }

  /// Whether the line goes on with this; then it is passed.
  boolean skip(String literal) {
    boolean here = line.startsWith(literal, at);
    at += here ? literal.length() : 0;
    return here;
  }

  void expect(String literal) {
    if (!skip(literal)) {
      throw invalid();
    }
  }

  /// A number from 0 to the largest size.
  long number() {
    int start = at;
    while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      at++;
    }
    return TreeSize.parse(line.substring(start, at));
  }

  /// A string.
  String string() {
    expect("\"");
    int start = at;
    while (at < line.length() && !needsEscape(line.charAt(at))) {
      at++;
    }
    if (at < line.length() && line.charAt(at) == '"') {
      return line.substring(start, at++);
    }
    StringBuilder value = new StringBuilder(line.length() - start).append(line, start, at);
    while (!skip("\"")) {
      value.append(letter());
    }
    return value.toString();
  }

  /// Requires that nothing follows.
  void end() {
    if (at != line.length()) {
      throw invalid();
    }
  }

  private char letter() {
    if (at >= line.length()) {
      throw invalid();
    }
    char letter = line.charAt(at);
    if (!needsEscape(letter)) {
      at++;
      return letter;
    }
    if (skip("\\\"")) {
      return '"';
    }
    return skip("\\\\") ? '\\' : control();
  }

  private char control() {
    for (char letter = 0; letter < ' '; letter++) {
      if (skip(CONTROLS.get(letter))) {
        return letter;
      }
    }
    throw invalid();
  }

  private static String escaped(int letter) {
    return switch (letter) {
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      default -> "\\u00%02x".formatted(letter);
    };
  }

  private static boolean needsEscape(char letter) {
    return letter < ' ' || letter == '"' || letter == '\\';
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("is not JSON in the form of RFC 8785");
  }
}
