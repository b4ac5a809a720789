package surety.pseudonym;

import java.util.Arrays;

/// The folded form of a stretch of text: its words in small plain letters, one space before each
// and
/// one at the end, with where each word stood.
///
/// The loop in [#fold(char\[\], int, int)] is what every character passes, so it does the least
// that
/// can be done for one: two loads, one comparison, one multiplication. Everything that is not a
// plain
/// letter leaves it.
final class Skeleton {
  static final int MULTIPLIER = 31;

  private final Fold fold;
  private final int[] table;

  char[] letters;
  int length;

  /// Where each word begins in [#letters]; one more entry than there are words.
  int[] at;

  /// Where each word begins in the text.
  int[] textAt;

  /// Polynomial hash of each word, and of the word without its last letter.
  int[] hash;

  int[] shorter;

  /// Whether a word may end or begin inside the word.
  boolean[] mixed;

  int words;

  private int sorts;
  private int first;
  private boolean softSeen;
  private int wordHash;
  private int wordShorter;

  Skeleton(Fold fold, int capacity) {
    this.fold = fold;
    this.table = fold.table();
    this.letters = new char[capacity + 4];
    int most = capacity / 4 + 4;
    this.at = new int[most];
    this.textAt = new int[most];
    this.hash = new int[most];
    this.shorter = new int[most];
    this.mixed = new boolean[most];
  }

  /// Where word `word` ends in [#letters].
  int endOf(int word) {
    return at[word + 1] - 1;
  }

  /// Folds `text` from `from` to `to`, forgetting what was folded before.
  void fold(char[] text, int from, int to) {
    length = 0;
    words = 0;
    letters[length++] = ' ';
    Units units = new Units(fold, text, to);
    boolean open = false;
    int i = from;
    while (i < to) {
      int entry = table[text[i]];
      if ((char) entry > ' ') {
        if (!open) {
          open(text, i);
          open = true;
        }
        i = letters(text, i, to);
      } else if ((char) entry == ' ') {
        if (open) {
          close();
          open = false;
        }
        i++;
      } else {
        units.read(i);
        open = special(units, text, i, open);
        i = units.next;
      }
    }
    if (open) {
      close();
    }
    at[words] = length;
  }

  private void open(char[] text, int textStart) {
    if (words + 1 >= at.length) {
      growWords();
    }
    at[words] = length;
    textAt[words] = textStart;
    wordHash = 0;
    wordShorter = 0;
    sorts = 0;
    first = 0;
    softSeen = followsControlEscape(text, textStart);
  }

  /// In `\nAcme` written out, the letter after the backslash is not the name's.
  static boolean followsControlEscape(char[] text, int at) {
    return at > 0 && text[at - 1] == '\\' && "nrtbf".indexOf(text[at]) >= 0;
  }

  private int letters(char[] text, int from, int to) {
    if (length + (to - from) + 2 > letters.length) {
      letters = Arrays.copyOf(letters, Math.max(letters.length * 2, length + (to - from) + 16));
    }
    char[] out = letters;
    int n = length;
    int h = wordHash;
    int s = wordShorter;
    int entry = table[text[from]];
    int seen = sorts;
    if (first == 0) {
      first = entry;
    } else {
      seen |= entry;
    }
    s = h;
    h = h * MULTIPLIER + (char) entry;
    out[n++] = (char) entry;
    int i = from + 1;
    for (; i < to; i++) {
      entry = table[text[i]];
      if ((char) entry <= ' ') {
        break;
      }
      out[n++] = (char) entry;
      s = h;
      h = h * MULTIPLIER + (char) entry;
      seen |= entry;
    }
    length = n;
    wordHash = h;
    wordShorter = s;
    sorts = seen;
    return i;
  }

  private boolean special(Units units, char[] text, int textStart, boolean open) {
    if (units.separator) {
      if (open) {
        close();
      }
      return false;
    }
    if (units.letters.isEmpty()) {
      softSeen |= units.soft;
      return open;
    }
    boolean alone = Fold.standsAlone(units.codePoint);
    if (alone && open) {
      close();
    }
    if (alone || !open) {
      open(text, textStart);
    }
    int sort = Fold.sort(units.codePoint);
    for (int i = 0; i < units.letters.length(); i++) {
      append(units.letters.charAt(i), sort);
    }
    if (alone) {
      close();
    }
    return !alone;
  }

  private void append(char letter, int sort) {
    if (length + 2 > letters.length) {
      letters = Arrays.copyOf(letters, letters.length * 2);
    }
    if (first == 0) {
      first = sort;
    } else {
      sorts |= sort;
    }
    letters[length++] = letter;
    wordShorter = wordHash;
    wordHash = wordHash * MULTIPLIER + letter;
  }

  private void close() {
    int seen = sorts | first;
    boolean lower = (seen & Fold.LOWER) != 0;
    boolean letter = (seen & (Fold.LOWER | Fold.UPPER | Fold.UNCASED)) != 0;
    boolean innerUpper = (sorts & Fold.UPPER) != 0;
    boolean digit = (seen & Fold.DIGIT) != 0;
    boolean uncased = (seen & Fold.UNCASED) != 0;
    mixed[words] =
        softSeen
            || (lower && innerUpper)
            || (digit && letter)
            || (uncased && (seen & (Fold.LOWER | Fold.UPPER)) != 0);
    hash[words] = wordHash;
    shorter[words] = wordShorter;
    words++;
    letters[length++] = ' ';
  }

  private void growWords() {
    int most = at.length * 2;
    at = Arrays.copyOf(at, most);
    textAt = Arrays.copyOf(textAt, most);
    hash = Arrays.copyOf(hash, most);
    shorter = Arrays.copyOf(shorter, most);
    mixed = Arrays.copyOf(mixed, most);
  }
}
