package surety.pseudonym;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The character part of the equivalence, SPEC.md section 3, as a table over the basic plane.
///
/// An entry holds in its low half what the character becomes and in its high half what it was. What
/// it becomes is a letter or digit (anything above a space), or one of the marks below.
final class Fold {
  /// Vanishes.
  static final char SKIP = 0;

  /// Vanishes, but a word may end or begin here.
  static final char SOFT = 1;

  /// Becomes several letters, or is half of a character beyond the basic plane.
  static final char WIDE = 2;

  /// May begin an escape sequence.
  static final char ESCAPE = 3;

  static final char SEPARATOR = ' ';

  static final int LOWER = 1 << 16;
  static final int UPPER = 1 << 17;
  static final int DIGIT = 1 << 18;
  static final int UNCASED = 1 << 19;

  private static final int PLANE = 1 << 16;
  private static final String SOFT_LETTERS = "'*~`´‘’‛ʼʻʹʽ′＇ꞌ";
  private static final String ESCAPE_LETTERS = "\\%&=";
  private static final Fold FULL = new Fold(Rule.all());

  private final Set<Rule> rules;
  private final int[] table = new int[PLANE];

  /// For the first pass over a text, by character: what it becomes in the low byte and its sort of
  /// [SkeletonWords] in the high one, or negative if that cannot be said so simply.
  private final short[] steps = new short[PLANE];

  /// What single characters become that become several letters, once it was asked for.
  private final @Nullable String[] expansions = new String[PLANE];

  private Fold(Set<Rule> rules) {
    this.rules = rules;
    for (int letter = 0; letter < PLANE; letter++) {
      table[letter] = entry((char) letter);
      steps[letter] = step(table[letter]);
    }
  }

  private static short step(int entry) {
    char folded = (char) entry;
    if (folded < SEPARATOR || folded > '~') {
      return -1;
    }
    int sort = folded == SEPARATOR ? 0 : SkeletonWords.sort(entry & ~0xFFFF);
    return (short) (sort << Byte.SIZE | folded);
  }

  short[] steps() {
    return steps;
  }

  static Fold of(Set<Rule> rules) {
    return rules.equals(Rule.all()) ? FULL : new Fold(rules);
  }

  int[] table() {
    return table;
  }

  private int entry(char letter) {
    if (SOFT_LETTERS.indexOf(letter) >= 0) {
      return rules.contains(Rule.SOFT_CHARACTERS) ? SOFT : SEPARATOR;
    }
    if (ESCAPE_LETTERS.indexOf(letter) >= 0) {
      return rules.contains(Rule.ESCAPES) ? ESCAPE : SEPARATOR;
    }
    if (Character.isSurrogate(letter) || standsAlone(letter)) {
      return WIDE;
    }
    int entry = of(wide(letter), letter);
    boolean glue = entry == SEPARATOR && !Character.isWhitespace(letter);
    return glue && !rules.contains(Rule.SEPARATORS) ? SKIP : entry;
  }

  private static int of(String folded, int letter) {
    return switch (folded.length()) {
      case 0 -> SKIP;
      case 1 -> folded.charAt(0) <= ' ' ? SEPARATOR : folded.charAt(0) | sort(letter);
      default -> WIDE | sort(letter);
    };
  }

  /// Whether a character is lower case, upper case, a digit or none of them.
  static int sort(int codePoint) {
    if (Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint)) {
      return UPPER;
    }
    if (Character.isLowerCase(codePoint)) {
      return LOWER;
    }
    return Character.isDigit(codePoint) ? DIGIT : UNCASED;
  }

  /// Whether a letter is a word by itself: those of scripts that put no space between words, and of
  /// Korean, which puts none before particles.
  static boolean standsAlone(int codePoint) {
    if (codePoint < 0x0E00 || !Character.isLetter(codePoint)) {
      return false;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  /// The same as [#wide(int)], remembered for the few characters of the basic plane that need it.
  String expanded(int codePoint) {
    if (codePoint >= PLANE || standsAlone(codePoint)) {
      return wide(codePoint);
    }
    String known = expansions[codePoint];
    if (known == null) {
      known = wide(codePoint);
      expansions[codePoint] = known;
    }
    return known;
  }

  /// What one character becomes: nothing, a space, or letters.
  String wide(int codePoint) {
    if (vanishes(codePoint)) {
      return rules.contains(Rule.INVISIBLE) ? "" : " ";
    }
    if (isMark(codePoint)) {
      return rules.contains(Rule.MARKS) ? "" : " ";
    }
    if (!Character.isLetterOrDigit(codePoint) && !isEnclosed(codePoint) && !isNumber(codePoint)) {
      return " ";
    }
    StringBuilder folded = new StringBuilder();
    decomposed(codePoint).codePoints().forEach(part -> append(folded, part));
    return folded.isEmpty() ? " " : folded.toString();
  }

  private String decomposed(int codePoint) {
    String text = Character.toString(codePoint);
    if (rules.contains(Rule.COMPATIBILITY)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFKD);
    } else if (rules.contains(Rule.MARKS)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFD);
    }
    if (!rules.contains(Rule.MARKS)) {
      text = Normalizer.normalize(text, Normalizer.Form.NFC);
    }
    return rules.contains(Rule.CASE)
        ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)
        : text;
  }

  private void append(StringBuilder folded, int part) {
    if (isMark(part)) {
      return;
    }
    int digit = Character.isDigit(part) ? Character.digit(part, 10) : -1;
    if (digit >= 0) {
      folded.append((char) ('0' + digit));
    } else if (Character.isLetterOrDigit(part)) {
      folded.append(rules.contains(Rule.LOOK_ALIKES) ? LookAlikes.latin(part) : plain(part));
    }
  }

  private static String plain(int part) {
    return Character.toString(part);
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean vanishes(int codePoint) {
    return Character.getType(codePoint) == Character.FORMAT
        || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF)
        || codePoint == 0x034F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || codePoint == 0x17B4
        || codePoint == 0x17B5;
  }

  private static boolean isNumber(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.OTHER_NUMBER || type == Character.LETTER_NUMBER;
  }

  private static boolean isEnclosed(int codePoint) {
    return (codePoint >= 0x24B6 && codePoint <= 0x24E9)
        || (codePoint >= 0x1F110 && codePoint <= 0x1F189);
  }
}
