package surety.pseudonym;

/// Judges stretches of a text.
final class Spans {
  private final char[] text;
  private final int[] table;
  private final int end;
  private final Units units;

  Spans(Fold fold, char[] text, int end) {
    this.text = text;
    this.table = fold.table();
    this.end = end;
    this.units = new Units(fold, text, end);
  }

  /// Where the text goes on behind what belongs to the letter before a place: marks and invisible
  /// characters do.
  int behind(int place) {
    int i = place;
    while (i < end && (char) table[text[i]] < Fold.SEPARATOR) {
      units.read(i);
      if (!units.letters.isEmpty() || units.separator || units.soft) {
        break;
      }
      i = units.next;
    }
    return i;
  }

  /// Whether the text between the two places goes from the name of a JSON member to its value, as
  /// in
  /// `project":"Phoenix`: the value alone is then the name.
  boolean crossesMember(int from, int to) {
    int quotes = 0;
    boolean colon = false;
    for (int i = from; i < to; i++) {
      if (text[i] == '"') {
        quotes++;
      }
      colon |= text[i] == ':' && quotes > 0;
    }
    return colon && quotes > 1;
  }

  /// Whether the text between the two places is written as the class wants it.
  boolean counts(FormClass formClass, int from, int to) {
    if (formClass == FormClass.STRONG || isWholeText(from, to)) {
      return true;
    }
    boolean wordBegins = true;
    for (int i = from; i < to; i = units.next) {
      units.read(i);
      if (units.separator) {
        wordBegins = true;
      } else if (!units.letters.isEmpty()) {
        if (Fold.sort(units.codePoint) == Fold.LOWER
            && (wordBegins || formClass == FormClass.UPPERCASE)) {
          return false;
        }
        wordBegins = false;
      }
    }
    return true;
  }

  // A text may be one of several that were laid one behind the other, with U+0000 between them.
  private boolean isWholeText(int from, int to) {
    int before = from - 1;
    while (before >= 0 && text[before] <= ' ' && text[before] != 0) {
      before--;
    }
    int behind = to;
    while (behind < end && text[behind] <= ' ' && text[behind] != 0) {
      behind++;
    }
    return (before < 0 || text[before] == 0) && (behind == end || text[behind] == 0);
  }
}
