package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Tells of two values that follow each other in JSON whether a form may go over the end of the
/// first, by the words at that end alone. Where it cannot tell it says yes.
final class JsonJoints {
  private static final int MOST = 48;
  private static final int WIDEST = 8;
  private static final int UNKNOWN = -1;

  private final FormLayers forms;
  private final Fold fold;
  private final short[] steps;
  private final char[] all;
  private final int[] from;
  private final int[] to;
  private final int count;

  private final byte[] letters = new byte[2 * MOST + 2 * WIDEST];
  private final byte[] sorts = new byte[2 * MOST + 2 * WIDEST];
  private int start;
  private int middle;
  private int end;

  /// What a character becomes, and its sort.
  private final byte[] spelled = new byte[WIDEST];

  private int sort;

  /// @param from where each value begins in `all`
  /// @param to where each ends
  JsonJoints(Directory directory, char[] all, int[] from, int[] to, int count) {
    this.forms = directory.forms();
    this.fold = directory.fold();
    this.steps = fold.steps();
    this.all = all;
    this.from = from;
    this.to = to;
    this.count = count;
  }

  /// Whether a form may go over the end of a value into the next.
  boolean mayCross(int value) {
    forget();
    if (!readBack(value, to[value] - 1) || !readOn(value + 1, from[value + 1])) {
      return true;
    }
    if (start < middle && end > middle) {
      return mayBeWord() || (end - start >= FormIndex.INSIDE_LETTERS && isInside());
    }
    int last = to[value] - 1;
    while (last >= from[value] && separates(all[last])) {
      last--;
    }
    int first = from[value + 1];
    while (first < to[value + 1] && separates(all[first])) {
      first++;
    }
    boolean inside = last >= from[value] && first < to[value + 1];
    forget();
    return !inside || !readBack(value, last) || !readOn(value + 1, first) || mayBePair();
  }

  private void forget() {
    middle = MOST + WIDEST;
    start = middle;
    end = middle;
  }

  private boolean separates(char letter) {
    return steps[letter] == Fold.SEPARATOR;
  }

  /// Reads the letters that end at `last`, also those of values before.
  ///
  /// @return whether they could be read up to where nothing is a letter
  private boolean readBack(int value, int last) {
    int i = last;
    int current = value;
    while (start > WIDEST) {
      if (i >= from[current]) {
        if (separates(all[i])) {
          return true;
        }
        int wide = spell(all[i--]);
        if (wide == UNKNOWN) {
          return false;
        }
        start -= wide;
        put(start, wide);
      } else if (current == 0) {
        return true;
      } else {
        current--;
        i = to[current] - 1;
      }
    }
    return false;
  }

  private boolean readOn(int value, int first) {
    int i = first;
    int current = value;
    while (end < 2 * MOST) {
      if (i < to[current]) {
        if (separates(all[i])) {
          return true;
        }
        int wide = spell(all[i++]);
        if (wide == UNKNOWN) {
          return false;
        }
        put(end, wide);
        end += wide;
      } else if (current + 1 == count) {
        return true;
      } else {
        current++;
        i = from[current];
      }
    }
    return false;
  }

  private void put(int at, int wide) {
    for (int i = 0; i < wide; i++) {
      letters[at + i] = spelled[i];
      sorts[at + i] = (byte) sort;
    }
  }

  /// Spells a character that is no separator.
  ///
  /// @return how many bytes it becomes, or [#UNKNOWN] if that depends on what is beside it
  private int spell(char letter) {
    int step = steps[letter];
    if (step >= 0) {
      spelled[0] = (byte) step;
      sort = step >>> Byte.SIZE;
      return 1;
    }
    int entry = fold.table()[letter];
    char folded = (char) entry;
    boolean several =
        folded == Fold.WIDE && !Character.isSurrogate(letter) && !Fold.standsAlone(letter);
    if (folded == Fold.SKIP) {
      return 0;
    }
    return several || folded > Fold.SEPARATOR
        ? spell(several ? fold.expanded(letter) : String.valueOf(folded), entry & ~0xFFFF)
        : UNKNOWN;
  }

  private int spell(String text, int foldSort) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > WIDEST) {
      return UNKNOWN;
    }
    System.arraycopy(bytes, 0, spelled, 0, bytes.length);
    sort = SkeletonWords.sort(foldSort);
    return bytes.length;
  }

  /// Whether a piece of a word may begin or end here: more places than there are.
  private boolean isBoundary(int at) {
    return at == start
        || at == end
        || at == middle
        || sorts[at] != sorts[at - 1]
        || sorts[at] == SkeletonWords.UPPER;
  }

  private boolean mayBeWord() {
    for (int i = start; i < middle; i++) {
      if (isBoundary(i) && mayBeWordFrom(i)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBeWordFrom(int from) {
    for (int j = middle + 1; j <= end; j++) {
      if (isBoundary(j) && forms.mayHaveWord(SkeletonWords.hash(letters, from, j))) {
        return true;
      }
    }
    return false;
  }

  private boolean isInside() {
    for (int at = start; at <= end - FormIndex.GRAM; at++) {
      if (forms.crosses(letters, at, start, middle, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBePair() {
    for (int i = start; i < middle; i++) {
      if (isBoundary(i) && mayBePair(SkeletonWords.hash(letters, i, middle))) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBePair(int before) {
    for (int j = middle + 1; j <= end; j++) {
      if (isBoundary(j)) {
        int behind = SkeletonWords.hash(letters, middle, j);
        if (forms.mayHavePair(FormIndex.pair(before, behind))) {
          return true;
        }
      }
    }
    return false;
  }
}
