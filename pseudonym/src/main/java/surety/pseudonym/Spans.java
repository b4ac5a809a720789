package surety.pseudonym;

import java.util.Arrays;

/// Goes back from places in a skeleton to places in its text.
final class Spans {
  private final char[] text;
  private final int[] table;
  private final int end;
  private final Skeleton skeleton;
  private final Units units;
  private int[] ends = new int[16];

  Spans(Fold fold, char[] text, int end, Skeleton skeleton) {
    this.text = text;
    this.table = fold.table();
    this.end = end;
    this.skeleton = skeleton;
    this.units = new Units(fold, text, end);
  }

  /// Where the letter at `at`, in word `word`, stands in the text.
  int textOf(int word, int at) {
    int i = walk(word, at);
    return at == skeleton.at[word] ? i : skipVanishing(i);
  }

  /// The place in the text behind the letters of a word before `stop`.
  private int walk(int word, int stop) {
    int letter = skeleton.at[word];
    int i = skeleton.textAt[word];
    while (letter < stop) {
      if ((char) table[text[i]] > Fold.SEPARATOR) {
        letter++;
        i++;
      } else {
        units.read(i);
        letter += units.letters.length();
        i = units.next;
      }
    }
    return i;
  }

  private int skipVanishing(int from) {
    int i = from;
    while (i < end) {
      units.read(i);
      if (!units.letters.isEmpty() || units.separator) {
        break;
      }
      i = units.next;
    }
    return i;
  }

  /// Where the text goes on behind the letters of word `word` before `stop`. Marks and invisible
  /// characters belong to the letter before them.
  int textBehind(int word, int stop) {
    int i = walk(word, stop);
    while (i < end && (char) table[text[i]] != Fold.SEPARATOR) {
      units.read(i);
      if (!units.letters.isEmpty() || units.separator || units.soft) {
        break;
      }
      i = units.next;
    }
    return i;
  }

  /// Every place in the skeleton at which a piece of the word begins or ends: its beginning, inner
  /// boundaries, its end.
  int[] boundaries(int word) {
    int last = skeleton.endOf(word);
    int count = 0;
    ends[count++] = skeleton.at[word];
    if (skeleton.mixed[word]) {
      count = innerBoundaries(word, last, count);
    }
    ends[count++] = last;
    return Arrays.copyOf(ends, count);
  }

  private int innerBoundaries(int word, int last, int from) {
    int count = from;
    int i = skeleton.textAt[word];
    int letter = skeleton.at[word];
    boolean soft = false;
    boolean control = Skeleton.followsControlEscape(text, i);
    int before = 0;
    while (letter < last) {
      units.read(i);
      soft |= units.soft;
      i = units.next;
      if (units.letters.isEmpty()) {
        continue;
      }
      int sort = Fold.sort(units.codePoint);
      if (before != 0 && (soft || control || isBoundary(before, sort, i))) {
        if (count + 2 >= ends.length) {
          ends = Arrays.copyOf(ends, ends.length * 2);
        }
        ends[count++] = letter;
        control = false;
      }
      soft = false;
      before = sort;
      letter += units.letters.length();
    }
    return count;
  }

  private boolean isBoundary(int before, int sort, int next) {
    if ((before == Fold.DIGIT) != (sort == Fold.DIGIT)
        || (before == Fold.UNCASED) != (sort == Fold.UNCASED)) {
      return true;
    }
    if (sort != Fold.UPPER) {
      return false;
    }
    return before == Fold.LOWER
        || (before == Fold.UPPER && next < end && Character.isLowerCase(text[next]));
  }

  /// Whether the text between the two places goes from the name of a JSON member to its value, as
  // in
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
