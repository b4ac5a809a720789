package surety.pseudonym;

/// What a channel of text is written in: plain text, or JSON whose strings have escapes.
///
/// The text that begins like a JSON object or array is read as JSON up to its end; what follows is
/// judged anew. In JSON, names are restored inside strings only and are escaped, so that the output
/// is JSON if the input was, and is none if the input was none.
final class JsonForm {
  private static final int HEX = 16;
  private static final int ESCAPE_LENGTH = 6;
  private static final String[] ASCII = new String[128];

  static {
    for (int i = 0; i < ASCII.length; i++) {
      ASCII[i] = String.valueOf((char) i);
    }
  }

  private enum State {
    /// Nothing but space came.
    START,
    /// `{` or `[` came and decides with the next character.
    BRACKET,
    /// Plain text to the end of the channel.
    TEXT,
    /// In JSON, outside a string.
    STRUCTURE,
    /// In a string.
    STRING,
    /// In a string, behind a backslash.
    ESCAPE
  }

  private final boolean always;
  private State state;
  private char bracket;
  private int depth;
  private final StringBuilder escape = new StringBuilder();

  private JsonForm(State state, boolean always) {
    this.state = state;
    this.always = always;
  }

  /// Plain text, whatever it looks like.
  static JsonForm text() {
    return new JsonForm(State.TEXT, false);
  }

  /// JSON if it begins like it, otherwise plain text.
  static JsonForm detect() {
    return new JsonForm(State.START, false);
  }

  /// JSON, also where it is a mere string.
  static JsonForm json() {
    return new JsonForm(State.START, true);
  }

  /// Reads a piece into units.
  void read(CharSequence piece, HeldText units) {
    int length = piece.length();
    for (int i = 0; i < length; i++) {
      if (state == State.TEXT) {
        units.append(piece, i, length);
        return;
      }
      read(piece.charAt(i), units);
    }
  }

  /// Hands over an escape that was broken off.
  void end(HeldText units) {
    if (!escape.isEmpty()) {
      units.append(HeldText.OUTSIDE, escape.toString());
      escape.setLength(0);
      state = State.STRING;
    }
  }

  /// Length of an escape that is not complete.
  int held() {
    return escape.length();
  }

  private void read(char unit, HeldText units) {
    switch (state) {
      case START -> start(unit, units);
      case BRACKET -> bracket(unit, units);
      case TEXT -> units.append(unit);
      case STRUCTURE -> structure(unit, units);
      case STRING -> string(unit, units);
      case ESCAPE -> escape(unit, units);
    }
  }

  private void start(char unit, HeldText units) {
    if (always) {
      state = State.STRUCTURE;
      structure(unit, units);
    } else if (unit == '{' || unit == '[') {
      bracket = unit;
      depth = 1;
      state = State.BRACKET;
      units.append(unit);
    } else {
      state = isSpace(unit) ? state : State.TEXT;
      units.append(unit);
    }
  }

  private void bracket(char unit, HeldText units) {
    if (isSpace(unit)) {
      units.append(unit);
    } else if (unit == '"' || unit == (bracket == '{' ? '}' : '{') || isInner(unit)) {
      state = State.STRUCTURE;
      structure(unit, units);
    } else {
      state = State.TEXT;
      units.append(unit);
    }
  }

  private boolean isInner(char unit) {
    return bracket == '[' && unit == '[';
  }

  private void structure(char unit, HeldText units) {
    outside(unit, units);
    switch (unit) {
      case '"' -> state = State.STRING;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        depth--;
        state = depth == 0 && !always ? State.START : state;
      }
      default -> {}
    }
  }

  private void string(char unit, HeldText units) {
    if (unit == '\\') {
      escape.append(unit);
      state = State.ESCAPE;
    } else if (unit == '"') {
      outside(unit, units);
      state = State.STRUCTURE;
    } else {
      units.appendQuoted(unit);
    }
  }

  private void escape(char unit, HeldText units) {
    escape.append(unit);
    if (escape.charAt(1) == 'u' && escape.length() < ESCAPE_LENGTH) {
      return;
    }
    units.append(decoded(), escape.toString());
    escape.setLength(0);
    state = State.STRING;
  }

  private char decoded() {
    char kind = escape.charAt(1);
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> kind;
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 2; i < ESCAPE_LENGTH; i++) {
      int digit = Character.digit(escape.charAt(i), HEX);
      if (digit < 0) {
        return HeldText.OUTSIDE;
      }
      value = value * HEX + digit;
    }
    return (char) value;
  }

  private static void outside(char unit, HeldText units) {
    units.append(HeldText.OUTSIDE, unit < ASCII.length ? ASCII[unit] : String.valueOf(unit));
  }

  private static boolean isSpace(char unit) {
    return unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t';
  }
}
