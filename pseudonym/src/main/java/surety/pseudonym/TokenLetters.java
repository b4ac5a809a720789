package surety.pseudonym;

/// The kinds of characters that can be part of a token, or stand around one.
final class TokenLetters {
  private static final char NO_BREAK_SPACE = '\u00A0';
  private static final char NARROW_NO_BREAK_SPACE = '\u202F';
  private static final int ASCII = 128;

  private TokenLetters() {}

  /// Whether a character is a letter or a digit.
  static boolean isWord(char unit) {
    if (unit < ASCII) {
      char lower = (char) (unit | ' ');
      return (lower >= 'a' && lower <= 'z') || (unit >= '0' && unit <= '9');
    }
    return Character.isLetterOrDigit(unit);
  }

  /// Whether a character can stand between the word and the code of a token instead of `_`.
  static boolean isSpace(char unit) {
    return unit == ' ' || unit == NO_BREAK_SPACE || unit == NARROW_NO_BREAK_SPACE;
  }

  /// Whether a character is markup of Markdown.
  static boolean isMarkup(char unit, boolean underscore) {
    return unit == '*' || unit == '~' || unit == '`' || (underscore && unit == '_');
  }
}
