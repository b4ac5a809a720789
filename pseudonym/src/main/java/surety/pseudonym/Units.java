package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Walks a text one unit at a time: a character, or an escape sequence that stands for one. The
/// slow
/// and complete reading of a text, for the few places that the table of [Fold] cannot decide alone.
final class Units {
  private static final int MAX_ENTITY = 10;
  private static final int HEX = 16;

  private static final String[] ASCII = new String[128];

  static {
    for (int i = 0; i < ASCII.length; i++) {
      ASCII[i] = String.valueOf((char) i);
    }
  }

  private final Fold fold;
  private char[] text = new char[0];
  private int end;

  /// Where the unit after this one begins.
  int next;

  /// The character that the unit stands for.
  int codePoint;

  /// What it becomes; empty if it vanishes.
  String letters = "";

  /// Whether it separates words.
  boolean separator;

  /// Whether a word may end or begin here although nothing separates.
  boolean soft;

  Units(Fold fold) {
    this.fold = fold;
  }

  Units(Fold fold, char[] text, int end) {
    this(fold);
    begin(text, end);
  }

  /// Turns to another text.
  void begin(char[] read, int to) {
    text = read;
    end = to;
  }

  /// Reads the unit at `at`.
  void read(int at) {
    soft = false;
    separator = false;
    int entry = fold.table()[text[at]];
    char folded = (char) entry;
    codePoint = text[at];
    next = at + 1;
    if (folded > Fold.SEPARATOR) {
      letters = text(folded);
    } else if (folded == Fold.ESCAPE) {
      readEscape(at);
    } else if (folded == Fold.WIDE) {
      codePoint = Character.codePointAt(text, at, end);
      next = at + Character.charCount(codePoint);
      become(codePoint);
    } else {
      letters = "";
      soft = folded == Fold.SOFT;
      separator = folded == Fold.SEPARATOR;
    }
  }

  private static String text(char letter) {
    return letter < ASCII.length ? ASCII[letter] : String.valueOf(letter);
  }

  private void become(int character) {
    codePoint = character;
    int entry = character < fold.table().length ? fold.table()[character] : Fold.WIDE;
    char folded = (char) entry;
    if (folded == Fold.WIDE) {
      letters =
          Character.isSurrogate((char) character) && character < fold.table().length
              ? " "
              : fold.expanded(character);
    } else {
      letters = folded > Fold.SEPARATOR ? text(folded) : folded == Fold.SKIP ? "" : " ";
    }
    soft = folded == Fold.SOFT;
    separator = letters.equals(" ") && !soft;
    if (separator || soft) {
      letters = "";
    }
  }

  private void readEscape(int at) {
    int read =
        switch (text[at]) {
          case '\\' -> backslash(at);
          case '%' -> octets(at, '%');
          case '=' -> octets(at, '=');
          default -> entity(at);
        };
    if (read < 0) {
      letters = "";
      separator = true;
      next = at + 1;
    }
  }

  private int backslash(int at) {
    if (at + 1 >= end) {
      return -1;
    }
    char sort = text[at + 1];
    int digits = sort == 'u' ? 4 : sort == 'x' ? 2 : 0;
    int unit = digits == 0 ? -1 : hex(at + 2, digits);
    if (unit < 0) {
      return -1;
    }
    next = at + 2 + digits;
    if (Character.isHighSurrogate((char) unit) && next + 6 <= end && text[next] == '\\') {
      int low = hex(next + 2, 4);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        unit = Character.toCodePoint((char) unit, (char) low);
        next += 6;
      }
    }
    become(unit);
    return 0;
  }

  // Percent encoding and quoted-printable differ in the sign alone.
  private int octets(int at, char sign) {
    if (sign == '=' && softLineBreak(at)) {
      return 0;
    }
    int first = octet(at, sign);
    if (first < 0) {
      return -1;
    }
    int length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      int octet = octet(at + 3 * i, sign);
      if (octet < 0) {
        return -1;
      }
      octets[i] = (byte) octet;
    }
    String decoded = new String(octets, StandardCharsets.UTF_8);
    if (length == 0 || decoded.indexOf('\uFFFD') >= 0) {
      return -1;
    }
    next = at + 3 * length;
    become(decoded.codePointAt(0));
    return 0;
  }

  private boolean softLineBreak(int at) {
    int after = at + 1;
    if (after < end && text[after] == '\r') {
      after++;
    }
    if (after >= end || text[after] != '\n') {
      return false;
    }
    next = after + 1;
    letters = "";
    return true;
  }

  private int octet(int at, char sign) {
    return at < end && text[at] == sign ? hex(at + 1, 2) : -1;
  }

  private int entity(int at) {
    int stop = at + 1;
    while (stop < end && stop - at <= MAX_ENTITY && text[stop] != ';') {
      stop++;
    }
    if (stop >= end || text[stop] != ';') {
      return -1;
    }
    int character = Entities.decode(new String(text, at + 1, stop - at - 1));
    if (character < 0) {
      return -1;
    }
    next = stop + 1;
    become(character);
    return 0;
  }

  private int hex(int at, int digits) {
    if (at + digits > end) {
      return -1;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = text[i] < 0x80 ? Character.digit(text[i], HEX) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * HEX + digit;
    }
    return value;
  }
}
