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
  static final int SHAPE = 4;
  /// What the hash of nine letters keeps of the first of them.
  static final int OLDEST = power(INSIDE_LETTERS - 1);

  private static final int PAIR = 0x2545F491;

  final List<Entity> entities;
  final char[] pool;
  final int[] start;
  final int[] length;
  final int[] owner;
  final byte[] rule;
  final byte[] formClass;

  /// Four numbers for each form, side by side because they are read together: where it begins in
  // the
  /// pool; its length, and above it where its anchor begins; which word that is (of a pair, the
  /// second).
  final int[] shape;

  final byte[] words;
  final int mostWords;

  final HashChains byWord;
  final HashChains inside;
  final HashFilter beginnings;

  FormIndex(FormTable table, List<Entity> entities) {
    this.entities = entities;
    this.pool = table.pool;
    this.start = table.start;
    this.length = table.length;
    this.owner = table.owner;
    this.rule = table.rule;
    this.formClass = table.formClass;
    this.shape = table.shape;
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

  /// Where the form would begin if its anchor stands at `at`, or -1 if it does not stand there.
  int beginning(int form, char[] letters, int at, int end) {
    int shapeAt = form * SHAPE;
    int lengths = shape[shapeAt + 1];
    int begin = at - (lengths >>> 16);
    int count = lengths & 0xFFFF;
    if (begin < 0 || begin + count > end) {
      return -1;
    }
    int from = shape[shapeAt];
    for (int i = 0; i < count; i++) {
      if (pool[from + i] != letters[begin + i]) {
        return -1;
      }
    }
    return begin;
  }

  /// The first letter of a form, or of the one whose complement is given.
  char firstLetter(int form) {
    int known = form < 0 ? ~form : form;
    return shape.length == 0 ? ' ' : pool[shape[known * SHAPE]];
  }

  /// Which word of the form its anchor is.
  int anchorWord(int form) {
    return shape[form * SHAPE + 2];
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
}
