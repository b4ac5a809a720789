package surety.pseudonym;

import java.util.Set;

/// Tells whether the text is inside a link: the place where a name would be carried to another host
/// as soon as a reader's program loads or follows it.
///
/// Links are web addresses with a scheme, `www.` and `//host`, Markdown targets and definitions,
/// `url(...)`, and the attributes of HTML that hold an address. A space ends an address, but only a
/// closing parenthesis or a line end ends a Markdown target.
final class LinkTracker {
  private static final int MOST_WRITTEN = 2048;
  private static final int MOST_WORD = 16;
  private static final int MOST_LINE = 90;
  private static final Set<String> SCHEMES =
      Set.of("mailto", "tel", "sms", "data", "javascript", "vbscript", "xmpp", "callto", "skype");
  private static final Set<String> ADDRESSES =
      Set.of(
          "href",
          "src",
          "srcset",
          "action",
          "formaction",
          "poster",
          "data",
          "background",
          "cite",
          "ping",
          "longdesc",
          "manifest",
          "usemap",
          "codebase");

  private enum Place {
    TEXT,
    ADDRESS,
    TARGET,
    ATTRIBUTE,
    DEFINITION
  }

  private Place place = Place.TEXT;
  private char quote;
  private int parentheses;
  private boolean tooLong;
  private final StringBuilder written = new StringBuilder();

  boolean inside() {
    return place != Place.TEXT;
  }

  /// The link as far as it was read.
  String written() {
    return written.toString();
  }

  /// Whether the link can be compared with others: it is no longer than what is kept of it, and
  /// began in this text.
  boolean isComparable() {
    return !tooLong;
  }

  /// Whether a token with nothing before and nothing behind it is the whole of this link. Such a
  /// link leads where the names' owner has it lead.
  boolean isWhole(TokenKind kind, char behind) {
    boolean ends = endsAt(behind) || ">)".indexOf(behind) >= 0;
    String before = written().startsWith("<") ? written().substring(1) : written();
    return ends
        && switch (kind) {
          case URL -> before.isEmpty() && !tooLong;
          case EMAIL -> before.equals("mailto:");
          case PHONE -> before.equals("tel:") || before.equals("sms:");
          default -> false;
        };
  }

  /// Notes that an address was put into the text, which goes on as long as no space comes.
  void addressEnds() {
    if (place == Place.TEXT) {
      enter(Place.ADDRESS, "");
      tooLong = true;
    }
  }

  /// Moves over the unit at an index.
  void step(HeldText units, int at) {
    char unit = units.get(at);
    if (place == Place.TEXT) {
      open(units, at, unit);
    } else if (endsAt(unit)) {
      place = Place.TEXT;
    } else {
      note(unit);
    }
  }

  private boolean endsAt(char unit) {
    return unit == HeldText.OUTSIDE
        || switch (place) {
          case TEXT -> true;
          case ADDRESS -> Character.isWhitespace(unit) || "<>\"`".indexOf(unit) >= 0;
          case TARGET -> unit == '\n' || (unit == ')' && parentheses == 0);
          case ATTRIBUTE -> unit == quote;
          case DEFINITION -> unit == '\n';
        };
  }

  private void note(char unit) {
    if (place == Place.TARGET) {
      parentheses += unit == '(' ? 1 : unit == ')' ? -1 : 0;
    }
    if (written.length() < MOST_WRITTEN) {
      written.append(unit);
    } else {
      tooLong = true;
    }
  }

  private void open(HeldText units, int at, char unit) {
    switch (unit) {
      case '/' -> openSlashes(units, at);
      case '.' -> openIf(wordBefore(units, at).equals("www"), "www.");
      case ':' -> openColon(units, at);
      case '(' -> openParenthesis(units, at);
      case '"', '\'' -> openAttribute(units, at, unit);
      default -> {}
    }
  }

  private void openSlashes(HeldText units, int at) {
    if (units.get(at - 1) == '/') {
      String scheme = units.get(at - 2) == ':' ? wordBefore(units, at - 2) + ":" : "";
      enter(Place.ADDRESS, scheme + "//");
    }
  }

  private void openColon(HeldText units, int at) {
    String word = wordBefore(units, at);
    openIf(SCHEMES.contains(word), word + ":");
    if (units.get(at - 1) == ']' && lineBegins(units, at)) {
      enter(Place.DEFINITION, "");
    }
  }

  private void openParenthesis(HeldText units, int at) {
    if (units.get(at - 1) == ']' || wordBefore(units, at).equals("url")) {
      parentheses = 0;
      enter(Place.TARGET, "");
    }
  }

  private void openAttribute(HeldText units, int at, char unit) {
    int equals = spacesBefore(units, at);
    if (units.get(equals) == '='
        && ADDRESSES.contains(wordBefore(units, spacesBefore(units, equals) + 1))) {
      quote = unit;
      enter(Place.ATTRIBUTE, "");
    }
  }

  private static int spacesBefore(HeldText units, int at) {
    int before = at - 1;
    while (units.get(before) == ' ' && at - before < MOST_WORD) {
      before--;
    }
    return before;
  }

  private void openIf(boolean opens, String beginning) {
    if (opens) {
      enter(Place.ADDRESS, beginning);
    }
  }

  private void enter(Place where, String beginning) {
    place = where;
    tooLong = false;
    written.setLength(0);
    written.append(beginning);
  }

  /// The letters directly before an index, in lower case.
  private static String wordBefore(HeldText units, int at) {
    int from = at;
    while (at - from < MOST_WORD && isLetter(units.get(from - 1))) {
      from--;
    }
    return units.text(from, at).toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isLetter(char unit) {
    return unit < 128 && Character.isLetter(unit);
  }

  /// Whether the line began with `[`, but not with `[^`, which begins a footnote.
  private static boolean lineBegins(HeldText units, int at) {
    int from = at;
    while (at - from < MOST_LINE
        && units.get(from - 1) != '\n'
        && units.get(from - 1) != HeldText.OUTSIDE) {
      from--;
    }
    while (units.get(from) == ' ') {
      from++;
    }
    return units.get(from) == '[' && units.get(from + 1) != '^';
  }
}
