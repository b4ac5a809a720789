package surety.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// The names of a directory as the second look knows them: their letters and digits, without
/// anything between.
///
/// A name of nine bytes and more is filed under four of its six-letter grams, at four offsets in a
/// row, so that a reader who stops at every fourth letter of a text meets exactly one of them
/// wherever the name begins. A shorter one is filed under itself. A bit table in front of each file
/// answers for most places that there is nothing. Immutable.
final class LookNames {
  static final int GRAM = 6;
  static final int STRIDE = 4;
  static final int LEAST_LONG = GRAM + STRIDE - 1;
  static final int MOST_SHORT = LEAST_LONG - 1;

  /// Letters by which a reader decides whether a short name may begin with a word.
  private static final int BEGINNING = 4;
  private static final long[] BEGINNING_MASKS = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFFL};

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GRAM_MASK = (1L << 8 * GRAM) - 1;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int CHUNK = 1 << 10;
  private static final int NONE = -1;
  private static final byte NO_LETTER = 0;

  private final LookForms forms;
  private final LookFile grams;
  private final LookFile shorts;
  private final LookBits beginnings;

  /// @param source hands every form to a reader
  LookNames(Consumer<Consumer<Form>> source) {
    forms = new LookForms(source);
    LookRarity rarity = new LookRarity(forms);
    int longForms = forms.countLong();
    grams = new LookFile(longForms * STRIDE);
    shorts = new LookFile((forms.count() - longForms) * 2);
    beginnings = new LookBits((forms.count() - longForms) * 2);
    for (int form = 0; form < forms.count(); form++) {
      if (forms.length(form) >= LEAST_LONG) {
        fileLong(form, rarity.bestWindow(form));
      } else {
        fileShort(form);
      }
    }
  }

  private void fileLong(int form, int window) {
    byte[] letters = forms.letters();
    int from = forms.from(form);
    int last = forms.length(form) - GRAM;
    for (int offset = window; offset < window + STRIDE; offset++) {
      byte before = offset == 0 ? 0 : letters[from + offset - 1];
      byte behind = offset == last ? 0 : letters[from + offset + GRAM];
      grams.add(gram(letters, from + offset), form, offset, before, behind);
    }
  }

  private void fileShort(int form) {
    int length = forms.length(form);
    long key = eight(forms.letters(), forms.from(form)) & mask(length);
    shorts.add(key, form, 0, NO_LETTER, NO_LETTER);
    if (length < MOST_SHORT) {
      shorts.add(key | (long) 's' << 8 * length, form, 1, NO_LETTER, NO_LETTER);
    }
    if (length < BEGINNING) {
      beginnings.add(key | (long) 's' << 8 * length);
    }
    for (int begins = Math.min(length, BEGINNING); begins > 0; begins--) {
      if (begins == BEGINNING || length < BEGINNING) {
        beginnings.add(key & mask(begins));
      }
    }
  }

  static long eight(byte[] letters, int at) {
    return (long) EIGHT.get(letters, at);
  }

  static long gram(byte[] letters, int at) {
    return eight(letters, at) & GRAM_MASK;
  }

  private static long mask(int length) {
    return length >= Long.BYTES ? -1L : (1L << 8 * length) - 1;
  }

  /// The first form that stands in a text, or -1.
  ///
  /// @param withShort whether names of fewer than nine letters count
  int find(byte[] text, LookSkeleton skeleton, boolean withShort) {
    int found = findLong(text, skeleton);
    return found == NONE && withShort ? findShort(text, skeleton) : found;
  }

  /// Length of the longest name in bytes.
  int longest() {
    return forms.longest();
  }

  EntityKind kind(int form) {
    return forms.kind(form);
  }

  private int findLong(byte[] text, LookSkeleton skeleton) {
    byte[] letters = skeleton.letters;
    LookBits bits = grams.bits;
    int end = skeleton.length - GRAM;
    for (int at = 0; at <= end; at += STRIDE) {
      long key = (long) EIGHT.get(letters, at) & GRAM_MASK;
      if (bits.mayHold(key)) {
        int form = longAt(key, at, text, skeleton);
        if (form != NONE) {
          return form;
        }
      }
    }
    return NONE;
  }

  private int longAt(long key, int at, byte[] text, LookSkeleton skeleton) {
    for (int entry = grams.first(key); entry >= 0; entry = grams.next(entry)) {
      int form = grams.form(entry);
      int from = at - grams.offset(entry);
      int to = from + forms.length(form);
      if (grams.fitsBeside(entry, skeleton.letters, at, at + GRAM)
          && from >= 0
          && to <= skeleton.length
          && forms.equals(form, skeleton.letters, from)
          && (forms.isFoundInside(form)
              || (LookCase.standsAlone(skeleton, from, to)
                  && LookCase.fits(forms.formClass(form), text, skeleton, from, to)))) {
        return form;
      }
    }
    return NONE;
  }

  /// A word is tried if its first letters, or the whole of a shorter word, begin a short name.
  /// Which words are cannot be foreseen, so they are noted without a branch before any is tried.
  private int findShort(byte[] text, LookSkeleton skeleton) {
    int[] starts = skeleton.starts;
    byte[] letters = skeleton.letters;
    int words = skeleton.words;
    int[] tried = new int[Math.min(words, CHUNK) + 1];
    for (int first = 0; first < words; first += CHUNK) {
      int behind = Math.min(words, first + CHUNK);
      int count = 0;
      for (int word = first; word < behind; word++) {
        int from = starts[word];
        long four = (long) EIGHT.get(letters, from) & 0xFFFFFFFFL;
        long own = four & BEGINNING_MASKS[Math.min(starts[word + 1] - from, BEGINNING)];
        tried[count] = word;
        count += beginnings.holds(four) | beginnings.holds(own);
      }
      for (int i = 0; i < count; i++) {
        int form = shortFrom(tried[i], text, skeleton);
        if (form != NONE) {
          return form;
        }
      }
    }
    return NONE;
  }

  private int shortFrom(int word, byte[] text, LookSkeleton skeleton) {
    int[] starts = skeleton.starts;
    int from = starts[word];
    long eight = eight(skeleton.letters, from);
    for (int next = word + 1; next <= skeleton.words; next++) {
      int length = starts[next] - from;
      if (length > LEAST_LONG
          || (length == LEAST_LONG && skeleton.letters[from + MOST_SHORT] != 's')) {
        return NONE;
      }
      long key = eight & mask(length);
      if (shorts.mayHold(key)) {
        int form = shortAt(key, from, length, text, skeleton);
        if (form != NONE) {
          return form;
        }
      }
    }
    return NONE;
  }

  private int shortAt(long key, int from, int length, byte[] text, LookSkeleton skeleton) {
    for (int entry = shorts.first(key); entry >= 0; entry = shorts.next(entry)) {
      int form = shorts.form(entry);
      int to = from + forms.length(form);
      boolean fitsLength = to - from + shorts.offset(entry) == Math.min(length, MOST_SHORT);
      if (fitsLength
          && LookCase.isOneName(forms, form, text, skeleton, from)
          && LookCase.fits(forms.formClass(form), text, skeleton, from, to)) {
        return form;
      }
    }
    return NONE;
  }

  /// Which grams are rare among the names, to file each name where texts seldom look.
  private static final class LookRarity {
    private static final int BITS = 18;
    private static final int WEIGHT = 16;
    private static final int INSIDE_WORD = 8;

    private final LookForms forms;
    private final int[] frequency = new int[1 << BITS];
    private final int[] costs;

    LookRarity(LookForms forms) {
      this.forms = forms;
      this.costs = new int[forms.longest() + 1];
      for (int form = 0; form < forms.count(); form++) {
        for (int at = 0; at <= forms.length(form) - GRAM; at++) {
          frequency[bucket(form, at)]++;
        }
      }
    }

    private int bucket(int form, int at) {
      long gram = gram(forms.letters(), forms.from(form) + at);
      return (int) (gram * SPREAD >>> Long.SIZE - BITS);
    }

    /// Where the four rarest grams in a row begin. One that spans two words is rarer in texts than
    /// one inside a word.
    int bestWindow(int form) {
      int last = forms.length(form) - GRAM;
      for (int at = 0; at <= last; at++) {
        costs[at] = cost(form, at);
      }
      int best = 0;
      int least = Integer.MAX_VALUE;
      int cost = costs[0] + costs[1] + costs[2];
      for (int window = 0; window <= last - STRIDE + 1; window++) {
        cost += costs[window + STRIDE - 1];
        if (cost < least) {
          least = cost;
          best = window;
        }
        cost -= costs[window];
      }
      return best;
    }

    private int cost(int form, int at) {
      return Math.min(frequency[bucket(form, at)], 1 << 20) * WEIGHT
          + (forms.hasBreak(form, at + 1, at + GRAM) ? 0 : INSIDE_WORD);
    }
  }
}
