package surety.pseudonym;

/// Tells of two values that follow each other in JSON whether a form may go over the end of the
/// first, by the words at that end alone. Where it cannot tell it says yes.
final class JsonJoints {
  private static final int MOST = 48;
  private static final int NOTHING = 0;
  private static final int SMALL = 1;
  private static final int CAPITAL = 2;
  private static final int DIGIT = 3;
  private static final int UNKNOWN = 4;
  private static final byte[] SORTS = new byte[128];

  static {
    for (char letter = 'a'; letter <= 'z'; letter++) {
      SORTS[letter] = SMALL;
      SORTS[letter - ' '] = CAPITAL;
    }
    for (char digit = '0'; digit <= '9'; digit++) {
      SORTS[digit] = DIGIT;
    }
    for (char sign : "'*~`\\%&=".toCharArray()) {
      SORTS[sign] = UNKNOWN;
    }
  }

  private final FormLayers forms;
  private final char[] all;
  private final int[] from;
  private final int[] to;
  private final int count;

  private final byte[] letters = new byte[2 * MOST + Long.BYTES];
  private final byte[] sorts = new byte[2 * MOST + Long.BYTES];
  private int start;
  private int middle;
  private int end;

  /// @param from where each value begins in `all`
  /// @param to where each ends
  JsonJoints(FormLayers forms, char[] all, int[] from, int[] to, int count) {
    this.forms = forms;
    this.all = all;
    this.from = from;
    this.to = to;
    this.count = count;
  }

  /// Whether a form may go over the end of a value into the next.
  boolean mayCross(int value) {
    middle = MOST;
    start = MOST;
    end = MOST;
    if (!readBack(value, to[value] - 1) || !readOn(value + 1, from[value + 1])) {
      return true;
    }
    if (start < middle && end > middle) {
      return mayBeWord() || (end - start >= FormIndex.INSIDE_LETTERS && mayBeInside());
    }
    int last = to[value] - 1;
    while (last >= from[value] && sort(all[last]) == NOTHING) {
      last--;
    }
    int first = from[value + 1];
    while (first < to[value + 1] && sort(all[first]) == NOTHING) {
      first++;
    }
    boolean inside = last >= from[value] && first < to[value + 1];
    start = MOST;
    end = MOST;
    return !inside || !readBack(value, last) || !readOn(value + 1, first) || mayBePair();
  }

  private static int sort(char letter) {
    return letter < SORTS.length ? SORTS[letter] : UNKNOWN;
  }

  /// Reads the letters that end at `last`, also those of values before.
  private boolean readBack(int value, int last) {
    int i = last;
    int current = value;
    while (start > 0) {
      if (i < from[current]) {
        if (current == 0) {
          return true;
        }
        current--;
        i = to[current] - 1;
        continue;
      }
      int sort = sort(all[i]);
      if (sort == UNKNOWN || sort == NOTHING) {
        return sort == NOTHING;
      }
      start--;
      put(start, all[i--], sort);
    }
    return false;
  }

  private boolean readOn(int value, int first) {
    int i = first;
    int current = value;
    while (end < 2 * MOST) {
      if (i >= to[current]) {
        if (current + 1 == count) {
          return true;
        }
        current++;
        i = from[current];
        continue;
      }
      int sort = sort(all[i]);
      if (sort == UNKNOWN || sort == NOTHING) {
        return sort == NOTHING;
      }
      put(end, all[i++], sort);
      end++;
    }
    return false;
  }

  private void put(int at, char letter, int sort) {
    letters[at] = (byte) (sort == CAPITAL ? letter | ' ' : letter);
    sorts[at] = (byte) sort;
  }

  /// Whether a piece of a word may begin or end here: more places than there are.
  private boolean isBoundary(int at) {
    return at == start
        || at == end
        || at == middle
        || sorts[at] != sorts[at - 1]
        || sorts[at] == CAPITAL;
  }

  private boolean mayBeWord() {
    for (int i = start; i < middle; i++) {
      for (int j = middle + 1; isBoundary(i) && j <= end; j++) {
        if (isBoundary(j) && forms.mayHaveWord(SkeletonWords.hash(letters, i, j))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean mayBeInside() {
    for (int at = start; at <= end - FormIndex.GRAM; at++) {
      if (forms.mayHaveGram(FormIndex.gram(letters, at))) {
        return true;
      }
    }
    return false;
  }

  private boolean mayBePair() {
    for (int i = start; i < middle; i++) {
      for (int j = middle + 1; isBoundary(i) && j <= end; j++) {
        if (isBoundary(j)) {
          int before = SkeletonWords.hash(letters, i, middle);
          int behind = SkeletonWords.hash(letters, middle, j);
          if (forms.mayHavePair(FormIndex.pair(before, behind))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
