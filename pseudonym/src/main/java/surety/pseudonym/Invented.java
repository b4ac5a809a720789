package surety.pseudonym;

/// Recognises, looking back from the end of a word, a token that no conversation has issued.
final class Invented {
  static final int NONE = -1;
  private static final int MOST_CODE = 16;
  private static final TokenKind[] KINDS = TokenKind.values();

  private Invented() {}

  /// Where the token that ends before `end` begins, or [#NONE].
  static int beginning(HeldText units, int end) {
    int from = end;
    while (end - from <= MOST_CODE && TokenLetters.isWord(units.get(from - 1))) {
      from--;
    }
    if (from == end || units.get(from) > 'Z') {
      return NONE;
    }
    char separator = units.get(from - 1);
    return separator == ' ' || separator == '_' ? before(units, from, end, separator) : NONE;
  }

  private static int before(HeldText units, int from, int end, char separator) {
    for (TokenKind kind : KINDS) {
      int start = from - 1 - kind.word().length();
      if (stands(units, start, kind.word())
          && TokenShape.isCode(kind, separator, units.text(from, end))) {
        return start;
      }
    }
    return NONE;
  }

  private static boolean stands(HeldText units, int start, String word) {
    for (int i = word.length() - 1; i >= 0; i--) {
      if (units.get(start + i) != word.charAt(i)) {
        return false;
      }
    }
    return !TokenLetters.isWord(units.get(start - 1));
  }
}
