package surety.server.audit;

import java.util.Locale;

/// Text that others wrote, with each character that is not to be seen shown by its number: control
/// characters, and marks that make the text around them run backwards.
final class Visible {

  private Visible() {}

  /// The text as a page shows it: a right-to-left override is `[U+202E]`. Line ends and tabs stay.
  static String of(String text) {
    if (isVisible(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (isHidden(character)) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  /// Whether each character can be seen, or is a line end, a tab or another space.
  static boolean isVisible(String text) {
    return text.codePoints().noneMatch(Visible::isHidden);
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\n' && character != '\t' && character != '\r';
      // Joiners are parts of words and of emoji.
      case Character.FORMAT -> character != 0x200C && character != 0x200D;
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
