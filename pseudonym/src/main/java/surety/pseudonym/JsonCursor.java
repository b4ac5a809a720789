package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Walks over JSON where it lies, without building a tree.
///
/// It reads what a provider sends and is not strict; what it cannot follow is refused with
/// [JsonUnreadable].
final class JsonCursor {
  private final byte[] json;
  private final int end;
  private int at;
  private int nameFrom;
  private int nameTo;

  JsonCursor(byte[] json, int from, int to) {
    this.json = json;
    this.at = from;
    this.end = to;
  }

  /// Signals text that is not JSON.
  static final class JsonUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonUnreadable(int at) {
      super("not JSON at byte " + at, null, false, false);
    }
  }

  int at() {
    return at;
  }

  /// The first byte of the next value, or 0 at the end.
  byte peek() {
    while (at < end && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return at < end ? json[at] : 0;
  }

  boolean isString() {
    return peek() == '"';
  }

  boolean isNull() {
    return peek() == 'n';
  }

  /// Enters an object or a list.
  void enter(char bracket) {
    if (peek() != bracket) {
      throw new JsonUnreadable(at);
    }
    at++;
  }

  /// Moves to the value of the next member, or behind the object.
  boolean nextMember() {
    if (!nextItem('}')) {
      return false;
    }
    nameFrom = at + 1;
    skipString();
    nameTo = at - 1;
    if (peek() != ':') {
      throw new JsonUnreadable(at);
    }
    at++;
    return true;
  }

  /// Moves to the next item of a list, or behind the list.
  boolean nextItem() {
    return nextItem(']');
  }

  private boolean nextItem(char bracket) {
    byte next = peek();
    if (next == bracket) {
      at++;
      return false;
    }
    if (next == ',') {
      at++;
      next = peek();
    }
    if (next == 0) {
      throw new JsonUnreadable(at);
    }
    return true;
  }

  /// Whether the member that was reached last has this name.
  boolean nameIs(String name) {
    if (nameTo - nameFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (json[nameFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a string has exactly this text, which needs no escape.
  boolean is(Span string, String text) {
    if (string.to() - string.from() != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (json[string.from() + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The name of the member that was reached last.
  String name() {
    return new String(json, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
  }

  /// Where the name of the member that was reached last stands.
  Span nameSpan() {
    return new Span(nameFrom, nameTo);
  }

  /// A number, or 0 for another kind of value.
  int number() {
    peek();
    int from = at;
    skip();
    int value = 0;
    for (int i = from; i < at && json[i] >= '0' && json[i] <= '9'; i++) {
      value = value * 10 + json[i] - '0';
    }
    return value;
  }

  /// The string that begins here, without the quotation marks; the cursor moves behind it.
  Span string() {
    peek();
    int from = at + 1;
    skipString();
    return new Span(from, at - 1);
  }

  /// The value that begins here; the cursor moves behind it.
  Span value() {
    peek();
    int from = at;
    skip();
    return new Span(from, at);
  }

  /// A stretch of bytes.
  record Span(int from, int to) {}

  /// Moves behind the value that begins here.
  void skip() {
    switch (peek()) {
      case '"' -> skipString();
      case '{', '[' -> skipNested();
      case 0 -> throw new JsonUnreadable(at);
      default -> skipWord();
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      byte next = peek();
      switch (next) {
        case '"' -> skipString();
        case 0 -> throw new JsonUnreadable(at);
        default -> {
          depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
          at++;
        }
      }
    } while (depth > 0);
  }

  private void skipWord() {
    int from = at;
    while (at < end && ",]} \n\r\t".indexOf(json[at]) < 0) {
      at++;
    }
    if (at == from) {
      throw new JsonUnreadable(at);
    }
  }

  private void skipString() {
    if (peek() != '"') {
      throw new JsonUnreadable(at);
    }
    byte[] bytes = json;
    int to = end;
    int i = at + 1;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    at = i;
    if (at >= end) {
      throw new JsonUnreadable(at);
    }
    at++;
  }
}
