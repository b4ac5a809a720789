package surety.pseudonym;

/// Judges a place that has the letters of a name: whether it stands as the form's class asks.
final class LookCase {
  private LookCase() {}

  /// Whether words begin and end around a place. One `s` may follow.
  static boolean standsAlone(LookSkeleton skeleton, int from, int to) {
    return skeleton.isBoundary(from)
        && (skeleton.isBoundary(to)
            || (skeleton.letters[to] == 's' && skeleton.isBoundary(to + 1)));
  }

  /// Whether the place is written in the case that the class asks for.
  static boolean fits(FormClass sort, byte[] text, LookSkeleton skeleton, int from, int to) {
    return switch (sort) {
      case STRONG -> true;
      case CAPITALIZED -> isCapitalized(text, skeleton, from, to);
      case UPPERCASE -> !hasSmall(text, skeleton.position(from), to - from);
    };
  }

  private static boolean isCapitalized(byte[] text, LookSkeleton skeleton, int from, int to) {
    for (int at = from; at < to; at++) {
      if (skeleton.isBoundary(at) && isSmall(text[skeleton.position(at)])) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSmall(byte[] text, int position, int letters) {
    int left = letters;
    for (int at = position; left > 0; at++) {
      if (LookSigns.isLetter(text[at])) {
        left--;
        if (isSmall(text[at])) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSmall(byte letter) {
    return letter >= 'a' && letter <= 'z';
  }

  /// Whether the words of a short name belong together: between two of them is nothing but marks
  /// that can stand inside a word, or the name itself has a space there.
  static boolean isOneName(
      LookForms forms, int form, byte[] text, LookSkeleton skeleton, int from) {
    int position = skeleton.position(from);
    for (int letter = 1; letter < forms.length(form); letter++) {
      boolean together = true;
      position++;
      while (!LookSigns.isLetter(text[position])) {
        together &= "'*~`".indexOf(text[position]) >= 0;
        position++;
      }
      if (!together && !forms.hasBreak(form, letter, letter + 1)) {
        return false;
      }
    }
    return true;
  }
}
