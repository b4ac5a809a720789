package surety.pseudonym;

import java.util.Arrays;
import java.util.List;

/// All declared forms of a directory, folded, and the tables that find them. Immutable once built.
///
/// A form of one word is filed under the word, a longer one under its rarest pair of neighbouring
/// words, so that a common first name does not lead to everybody who has it. A form of nine letters
/// that may stand inside a word is filed under seven of its letters at three places in a row, the
/// rarest: whoever looks at every third place of a word meets one of them.
final class FormIndex {
  static final int INSIDE_LETTERS = 9;
  static final int GRAM = 7;
  static final int STRIDE = 3;
  static final int SHAPE = 4;
  static final int SEVERAL_WORDS = 1 << 8;
  static final int CLASS_SHIFT = 9;

  private static final int PAIR = 0x2545F491;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long SEVEN = 0x00FFFFFFFFFFFFFFL;

  final List<Entity> entities;
  final byte[] pool;
  final int[] start;
  final int[] length;
  final int[] owner;
  final byte[] rule;

  /// Four numbers for each form, side by side because they are read together: where it begins in
  /// the pool; its length; which of its words it is filed under (of a pair, the second), whether it
  /// has several, and its class; where the first of its grams begins, if it may stand inside a
  /// word.
  final int[] shape;

  final int mostWords;

  /// The words under which forms are filed (of a pair, the second), also with an s behind them.
  final HashBits anchors;

  final HashChains byWord;
  final HashChains inside;
  final HashBits grams;
  /// First two words of each form that has several.
  final HashFilter beginnings;

  final FormCrossings crossings;

  private final HashBits firstWords;

  FormIndex(FormTable table, FormFiling filing, List<Entity> entities) {
    this.entities = entities;
    this.pool = table.pool;
    this.start = table.start;
    this.length = table.length;
    this.owner = table.owner;
    this.rule = table.rule;
    this.shape = filing.shape;
    this.mostWords = filing.mostWords;
    this.anchors = filing.anchors;
    this.byWord = filing.byWord;
    this.inside = filing.inside;
    this.grams = filing.grams;
    this.beginnings = filing.beginnings;
    this.firstWords = filing.firstWords;
    this.crossings = new FormCrossings(table);
  }

  static int pair(int before, int hash) {
    return before * PAIR + hash + 1;
  }

  /// The hash of seven letters.
  static int gram(byte[] letters, int at) {
    return (int) ((SkeletonWords.eight(letters, at) & SEVEN) * SPREAD >>> Integer.SIZE);
  }

  /// The first letter of a form.
  byte firstLetter(int form) {
    return shape.length == 0 ? 0 : pool[shape[form * SHAPE]];
  }

  /// Where the first of a form's grams begins.
  int window(int form) {
    return shape[form * SHAPE + 3];
  }

  /// Whether a word with this hash may be the first of a form of several.
  boolean mayBegin(int hash) {
    return firstWords.get(hash) != 0;
  }

  /// Where a form begins in the pool.
  int from(int form) {
    return shape[form * SHAPE];
  }

  /// Length of a form in bytes.
  int length(int form) {
    return shape[form * SHAPE + 1];
  }

  /// Which word of the form its anchor is.
  int anchorWord(int form) {
    return shape[form * SHAPE + 2] & 0xFF;
  }

  boolean hasSeveralWords(int form) {
    return (shape[form * SHAPE + 2] & SEVERAL_WORDS) != 0;
  }

  FormClass formClass(int form) {
    return FORM_CLASSES[shape[form * SHAPE + 2] >>> CLASS_SHIFT];
  }

  /// Whether the form, which is one word, stands at `at` in `letters`.
  boolean standsAt(int form, byte[] letters, int at, int end) {
    int from = shape[form * SHAPE];
    int count = shape[form * SHAPE + 1];
    return at + count <= end && Arrays.equals(pool, from, from + count, letters, at, at + count);
  }

  /// Whether the form is the first word of tokens and nobody's name.
  boolean isTokenWord(int form) {
    return owner[form] < 0;
  }

  /// The kind of token that begins with this form.
  TokenKind tokenKind(int form) {
    return TOKEN_KINDS[~owner[form]];
  }

  FormRule rule(int form) {
    return FORM_RULES[rule[form]];
  }

  private static final FormClass[] FORM_CLASSES = FormClass.values();
  private static final FormRule[] FORM_RULES = FormRule.values();
  private static final TokenKind[] TOKEN_KINDS = TokenKind.values();
}
