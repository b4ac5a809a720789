package surety.pseudonym;

/// Reads the strings out of a JSON body, strictly (RFC 8259): every byte of the body is part of a
/// string that is handed on, or of a number, a word, a bracket, or space. What is not JSON is
/// refused, so that no byte stays unread.
final class LookJson {
  private static final int MOST_DEPTH = 200;

  private final byte[] json;
  private final LookStrings strings;
  private int at;
  private int depth;

  LookJson(byte[] json, LookStrings strings) {
    this.json = json;
    this.strings = strings;
  }

  /// Reads the whole body.
  ///
  /// @throws LookRefused if it is not JSON
  void read() {
    space();
    value();
    space();
    if (at < json.length) {
      throw unreadable();
    }
  }

  private void value() {
    switch (peek()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string(false);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void object() {
    enter();
    strings.objectBegins();
    space();
    while (peek() != '}') {
      name();
      space();
      expect(':');
      space();
      value();
      separator('}');
    }
    strings.objectEnds();
    leave();
  }

  private void list() {
    enter();
    strings.listBegins();
    space();
    while (peek() != ']') {
      value();
      separator(']');
    }
    strings.listEnds();
    leave();
  }

  private void enter() {
    depth++;
    if (depth > MOST_DEPTH) {
      throw LookRefused.because(Unproven.Reason.TOO_DEEP, "body/json");
    }
    at++;
  }

  private void leave() {
    depth--;
    at++;
  }

  private void separator(char end) {
    space();
    if (peek() != end) {
      expect(',');
      space();
      if (peek() == end) {
        throw unreadable();
      }
    }
  }

  private void name() {
    int known = at + 1 < json.length && json[at] == '"' ? strings.expectedName(json, at + 1) : -1;
    if (known >= 0) {
      at += known + 2;
    } else {
      string(true);
    }
  }

  private void string(boolean isName) {
    expect('"');
    LookText target = strings.begin(isName);
    while (true) {
      at = target.addJson(json, at);
      byte sign = peek();
      if (sign == '"') {
        break;
      }
      if (sign == '\\') {
        at++;
        escape();
      } else if (sign < 0) {
        at += beyondAscii();
      } else {
        throw unreadable();
      }
    }
    at++;
    strings.end();
  }

  private int beyondAscii() {
    int codePoint = Utf8.codePoint(json, at, json.length);
    if (codePoint < 0) {
      throw unreadable();
    }
    strings.codePoint(codePoint);
    return Utf8.length(codePoint);
  }

  private void escape() {
    byte kind = peek();
    at++;
    switch (kind) {
      case '"', '\\', '/' -> strings.codePoint(kind);
      case 'b', 'f' -> strings.codePoint(' ');
      case 'n' -> strings.codePoint('\n');
      case 'r' -> strings.codePoint('\r');
      case 't' -> strings.codePoint('\t');
      case 'u' -> unicode();
      default -> throw unreadable();
    }
  }

  private void unicode() {
    int first = fourDigits();
    boolean pair =
        Character.isHighSurrogate((char) first)
            && at + 1 < json.length
            && json[at] == '\\'
            && json[at + 1] == 'u';
    if (!pair) {
      strings.codePoint(Character.isSurrogate((char) first) ? ' ' : first);
      return;
    }
    at += 2;
    int second = fourDigits();
    strings.codePoint(
        Character.isLowSurrogate((char) second)
            ? Character.toCodePoint((char) first, (char) second)
            : ' ');
  }

  private int fourDigits() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < json.length && json[at] > 0 ? Character.digit(json[at], 16) : -1;
      if (digit < 0) {
        throw unreadable();
      }
      value = value << 4 | digit;
      at++;
    }
    return value;
  }

  private void number() {
    if (at < json.length && json[at] == '-') {
      at++;
    }
    int whole = digits();
    if (whole == 0 || (whole > 1 && json[at - whole] == '0')) {
      throw unreadable();
    }
    boolean isWhole = true;
    if (at < json.length && json[at] == '.') {
      at++;
      isWhole = false;
      requireDigits();
    }
    if (at < json.length && (json[at] | ' ') == 'e') {
      at++;
      isWhole = false;
      at += at < json.length && (json[at] == '+' || json[at] == '-') ? 1 : 0;
      requireDigits();
    }
    strings.number(isWhole);
  }

  private void requireDigits() {
    if (digits() == 0) {
      throw unreadable();
    }
  }

  private int digits() {
    int from = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unreadable();
      }
      at++;
    }
  }

  private void expect(char sign) {
    if (peek() != sign) {
      throw unreadable();
    }
    at++;
  }

  private byte peek() {
    if (at >= json.length) {
      throw unreadable();
    }
    return json[at];
  }

  private void space() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }

  private static LookRefused unreadable() {
    return LookRefused.because(Unproven.Reason.UNREADABLE_BODY, "body/json");
  }
}
