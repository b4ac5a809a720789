package surety.pseudonym;

import java.util.List;

/// All declared forms of a directory, folded, and the tables that find them. Immutable once built.
///
/// A form of one word is filed under the word, a longer one under its rarest pair of neighbouring
/// words, so that a common first name does not lead to everybody who has it. Forms that may stand
/// inside a word are filed under their first or last nine letters, whichever are rarer: whoever
// looks
/// at every nine letters of a word meets them.
final class FormIndex {
  static final int INSIDE_LETTERS = 9;
  /// What the hash of nine letters keeps of the first of them.
  static final int OLDEST = power(INSIDE_LETTERS - 1);

  private static final int PAIR = 0x2545F491;
  private static final int SPREAD = 0x9E3779B1;

  final List<Entity> entities;
  final char[] pool;
  final int[] start;
  final int[] length;
  final int[] owner;
  final byte[] rule;
  final byte[] formClass;

  /// Which word of the form it is filed under (of a pair, the second), and where that begins.
  final byte[] anchorWord;

  final short[] anchorAt;
  final byte[] words;
  final int mostWords;

  final Chains byWord;
  final Chains inside;
  final Chains beginnings;

  FormIndex(FormTable table, List<Entity> entities) {
    this.entities = entities;
    this.pool = table.pool;
    this.start = table.start;
    this.length = table.length;
    this.owner = table.owner;
    this.rule = table.rule;
    this.formClass = table.formClass;
    this.anchorWord = table.anchorWord;
    this.anchorAt = table.anchorAt;
    this.words = table.words;
    this.mostWords = table.mostWords;
    this.byWord = table.byWord;
    this.inside = table.inside;
    this.beginnings = table.beginnings;
  }

  static int pair(int before, int hash) {
    return before * PAIR + hash + 1;
  }

  /// The hash of nine letters.
  static int gram(char[] letters, int at) {
    int hash = 0;
    for (int i = at; i < at + INSIDE_LETTERS; i++) {
      hash = hash * Skeleton.MULTIPLIER + letters[i];
    }
    return hash;
  }

  private static int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= Skeleton.MULTIPLIER;
    }
    return power;
  }

  /// Whether the form stands at `at` in `letters`, without regard to what is around it.
  boolean standsAt(int form, char[] letters, int at, int end) {
    int from = start[form];
    int count = length[form];
    if (at < 0 || at + count > end) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (pool[from + i] != letters[at + i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether the form is the first word of tokens and nobody's name.
  boolean isTokenWord(int form) {
    return owner[form] < 0;
  }

  /// The kind of token that begins with this form.
  TokenKind tokenKind(int form) {
    return TOKEN_KINDS[~owner[form]];
  }

  Entity entity(int form) {
    return entities.get(owner[form]);
  }

  FormRule rule(int form) {
    return FORM_RULES[rule[form]];
  }

  private static final FormRule[] FORM_RULES = FormRule.values();
  private static final TokenKind[] TOKEN_KINDS = TokenKind.values();

  /// Values filed under hashes. A filter in front of them answers most questions from the cache.
  static final class Chains {
    private final int shift;
    private final long[] filter;
    private final int filterShift;
    private final int[] head;
    private final int[] next;
    private final int[] value;
    private int count;

    Chains(int most) {
      int bits = Math.max(8, 32 - Integer.numberOfLeadingZeros(most));
      this.shift = 32 - bits;
      this.head = new int[1 << bits];
      int filterBits = Math.min(31, bits + 4);
      this.filterShift = 32 - filterBits;
      this.filter = new long[1 << (filterBits - 6)];
      this.next = new int[most + 1];
      this.value = new int[most + 1];
    }

    void add(int hash, int added) {
      int spread = hash * SPREAD;
      int bit = spread >>> filterShift;
      filter[bit >>> 6] |= 1L << bit;
      count++;
      value[count] = added;
      next[count] = head[spread >>> shift];
      head[spread >>> shift] = count;
    }

    boolean mayHave(int hash) {
      int bit = (hash * SPREAD) >>> filterShift;
      return (filter[bit >>> 6] & (1L << bit)) != 0;
    }

    /// The first entry that may be filed under `hash`, 0 if there is none.
    int first(int hash) {
      return head[(hash * SPREAD) >>> shift];
    }

    int next(int entry) {
      return next[entry];
    }

    int value(int entry) {
      return value[entry];
    }
  }
}
