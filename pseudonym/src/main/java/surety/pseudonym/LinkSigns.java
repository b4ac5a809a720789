package surety.pseudonym;

/// Tells at one glance whether a text may hold a link.
final class LinkSigns {
  private static final int STEP = 8;
  private static final int LONGEST_ESCAPE = 6;

  /// Characters at which a link may begin.
  private static final boolean[] SIGNS = new boolean[1 << 16];

  static {
    for (char sign : "/(:=.".toCharArray()) {
      SIGNS[sign] = true;
    }
  }

  private static final String[] SCHEMES = {
    "mailto", "tel", "sms", "data", "javascript", "vbscript", "xmpp", "callto", "skype"
  };

  private static final String LAST_OF_SCHEMES = "olsatpe";

  private LinkSigns() {}

  /// Whether a text may hold a link: it has `//`, `](`, `www.`, `url(`, `]:`, an attribute, or one
  /// of
  /// the schemes without slashes.
  static boolean mayHoldLink(String text) {
    char[] letters = text.toCharArray();
    for (int at = next(letters, 0); at < letters.length; at = next(letters, at + 1)) {
      if (begins(letters, at)) {
        return true;
      }
    }
    return false;
  }

  private static int next(char[] letters, int from) {
    boolean[] signs = SIGNS;
    int i = from;
    for (; i + STEP <= letters.length; i += STEP) {
      boolean any =
          signs[letters[i]]
              | signs[letters[i + 1]]
              | signs[letters[i + 2]]
              | signs[letters[i + 3]]
              | signs[letters[i + 4]]
              | signs[letters[i + 5]]
              | signs[letters[i + 6]]
              | signs[letters[i + 7]];
      if (any) {
        break;
      }
    }
    while (i < letters.length && !signs[letters[i]]) {
      i++;
    }
    return i;
  }

  private static boolean begins(char[] letters, int at) {
    char before = at > 0 ? letters[at - 1] : ' ';
    char behind = at + 1 < letters.length ? letters[at + 1] : ' ';
    return switch (letters[at]) {
      case '/' -> before == '/';
      case '.' -> endsWith(letters, at, "www");
      case '(' -> before == ']' || endsWith(letters, at, "url");
      case ':' -> before == ']' || isSchemeEnd(letters, at);
      default -> behind == '"' || behind == '\'' || behind == ' ' || behind == '\\';
    };
  }

  private static boolean isSchemeEnd(char[] letters, int at) {
    if (at == 0 || LAST_OF_SCHEMES.indexOf(letters[at - 1] | ' ') < 0) {
      return false;
    }
    for (String scheme : SCHEMES) {
      if (endsWith(letters, at, scheme) && mayBeginWord(letters, at - scheme.length())) {
        return true;
      }
    }
    return false;
  }

  // A letter before it, unless that may be the end of an escape of JSON.
  private static boolean mayBeginWord(char[] letters, int at) {
    if (at == 0 || !isLetter(letters[at - 1])) {
      return true;
    }
    int before = at - 1;
    while (before > 0 && at - before < LONGEST_ESCAPE && letters[before] != '\\') {
      before--;
    }
    return letters[before] == '\\';
  }

  private static boolean isLetter(char letter) {
    return (letter | ' ') >= 'a' && (letter | ' ') <= 'z';
  }

  private static boolean endsWith(char[] letters, int at, String word) {
    int from = at - word.length();
    boolean same = from >= 0;
    for (int i = word.length() - 1; same && i >= 0; i--) {
      same = (letters[from + i] | ' ') == word.charAt(i);
    }
    return same;
  }
}
