package surety.pseudonym;

import java.util.Arrays;

/// Where the strings of a JSON text are, names of members included. Reads strictly (RFC 8259) and
/// changes nothing, so that everything but the strings can be kept as it is.
final class JsonStrings {
  private static final int MOST_LEVELS = 256;
  private static final int NO_NAME = -1;

  final char[] json;
  private int at;

  int count;
  int[] from = new int[64];
  int[] to = new int[64];

  /// Where every backslash stands that begins an escape, and up to which of them a string has its
  /// own.
  int[] escapes = new int[16];

  int[] escapesTo = new int[64];
  private int escapeCount;

  /// For a member's value its name's string, else [#NO_NAME]; for a name itself -2.
  int[] name = new int[64];

  /// The object or list that a string stands in, and what each of them stands in and under.
  int[] container = new int[64];

  int[] position = new int[64];
  private int containers;
  int[] parent = new int[16];
  int[] parentName = new int[16];
  int[] parentPosition = new int[16];

  JsonStrings(char[] json) {
    this.json = json;
  }

  boolean isName(int string) {
    return name[string] == -2;
  }

  void read() {
    value(NO_NAME, 0, -1, 0);
    space();
    if (at < json.length) {
      throw new JsonInvalid(at, "the end");
    }
  }

  private void value(int named, int place, int inside, int level) {
    space();
    switch (peek()) {
      case '{' -> object(named, place, inside, level + 1);
      case '[' -> list(named, place, inside, level + 1);
      case '"' -> string(named, place, inside);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private int open(int named, int place, int inside, int level) {
    if (level > MOST_LEVELS) {
      throw new JsonInvalid(at, "fewer levels");
    }
    if (containers == parent.length) {
      parent = Arrays.copyOf(parent, containers * 2);
      parentName = Arrays.copyOf(parentName, containers * 2);
      parentPosition = Arrays.copyOf(parentPosition, containers * 2);
    }
    parent[containers] = inside;
    parentName[containers] = named;
    parentPosition[containers] = place;
    at++;
    return containers++;
  }

  private void object(int named, int place, int inside, int level) {
    int self = open(named, place, inside, level);
    space();
    if (peek() == '}') {
      at++;
      return;
    }
    do {
      space();
      if (peek() != '"') {
        throw new JsonInvalid(at, "a name");
      }
      int key = count;
      string(-2, 0, self);
      space();
      expect(':');
      value(key, 0, self, level);
    } while (more('}'));
  }

  private void list(int named, int place, int inside, int level) {
    int self = open(named, place, inside, level);
    space();
    if (peek() == ']') {
      at++;
      return;
    }
    int index = 0;
    do {
      value(NO_NAME, index++, self, level);
    } while (more(']'));
  }

  private boolean more(char end) {
    space();
    if (peek() == end) {
      at++;
      return false;
    }
    expect(',');
    return true;
  }

  private void string(int named, int place, int inside) {
    if (count == from.length) {
      grow();
    }
    at++;
    from[count] = at;
    int i = at;
    for (; ; i++) {
      if (i >= json.length) {
        throw new JsonInvalid(i, "'\"'");
      }
      char letter = json[i];
      if (letter == '"') {
        break;
      }
      if (letter == '\\') {
        note(i);
        i = escape(i);
      } else if (letter < ' ') {
        throw new JsonInvalid(i, "no control character");
      }
    }
    to[count] = i;
    escapesTo[count] = escapeCount;
    name[count] = named;
    container[count] = inside;
    position[count] = place;
    count++;
    at = i + 1;
  }

  private void note(int backslash) {
    if (escapeCount == escapes.length) {
      escapes = Arrays.copyOf(escapes, escapeCount * 2);
    }
    escapes[escapeCount++] = backslash;
  }

  /// The first of [#escapes] that a string may have.
  int firstEscape(int string) {
    return string == 0 ? 0 : escapesTo[string - 1];
  }

  boolean isEscaped(int string) {
    return firstEscape(string) < escapesTo[string];
  }

  /// Where the text goes on behind the escape at a backslash.
  int behindEscape(int backslash) {
    return backslash + (json[backslash + 1] == 'u' ? 6 : 2);
  }

  /// Checks the escape at `backslash` and gives its last character's place.
  private int escape(int backslash) {
    char sort = backslash + 1 < json.length ? json[backslash + 1] : ' ';
    if (sort != 'u') {
      if ("\"\\/bfnrt".indexOf(sort) < 0) {
        throw new JsonInvalid(backslash, "an escape");
      }
      return backslash + 1;
    }
    for (int i = backslash + 2; i < backslash + 6; i++) {
      if (i >= json.length || json[i] > 'f' || Character.digit(json[i], 16) < 0) {
        throw new JsonInvalid(backslash, "four hexadecimal digits");
      }
    }
    return backslash + 5;
  }

  private void grow() {
    int most = count * 2;
    from = Arrays.copyOf(from, most);
    to = Arrays.copyOf(to, most);
    escapesTo = Arrays.copyOf(escapesTo, most);
    name = Arrays.copyOf(name, most);
    container = Arrays.copyOf(container, most);
    position = Arrays.copyOf(position, most);
  }

  private void number() {
    int begin = at;
    if (at < json.length && json[at] == '-') {
      at++;
    }
    int digits = at;
    digits();
    if (at == digits || (json[digits] == '0' && at > digits + 1)) {
      throw new JsonInvalid(begin, "a value");
    }
    if (at < json.length && json[at] == '.') {
      at++;
      requireDigits();
    }
    if (at < json.length && (json[at] | ' ') == 'e') {
      at++;
      if (at < json.length && (json[at] == '+' || json[at] == '-')) {
        at++;
      }
      requireDigits();
    }
  }

  private void requireDigits() {
    int begin = at;
    digits();
    if (at == begin) {
      throw new JsonInvalid(at, "a digit");
    }
  }

  private void digits() {
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
  }

  private void expect(char letter) {
    if (peek() != letter) {
      throw new JsonInvalid(at, "'" + letter + "'");
    }
    at++;
  }

  private char peek() {
    if (at >= json.length) {
      throw new JsonInvalid(at, "more");
    }
    return json[at];
  }

  private void space() {
    while (at < json.length && json[at] <= ' ' && " \t\r\n".indexOf(json[at]) >= 0) {
      at++;
    }
  }

  /// The text of a string, escapes decoded.
  String text(int string) {
    char[] letters = new char[to[string] - from[string]];
    return new String(letters, 0, decode(string, letters, 0));
  }

  /// Whether a string, as it is written, has so many of some ASCII characters in a row.
  boolean hasRun(int string, int length, boolean[] of) {
    return JsonRuns.hasRun(json, from[string], to[string], length, of);
  }

  /// Decodes a string into `out` and gives the place behind it.
  int decode(int string, char[] out, int target) {
    int n = target;
    int i = from[string];
    for (int escape = firstEscape(string); escape < escapesTo[string]; escape++) {
      int backslash = escapes[escape];
      System.arraycopy(json, i, out, n, backslash - i);
      n += backslash - i;
      out[n++] = JsonText.unescaped(json, backslash + 1);
      i = behindEscape(backslash);
    }
    System.arraycopy(json, i, out, n, to[string] - i);
    return n + to[string] - i;
  }
}
