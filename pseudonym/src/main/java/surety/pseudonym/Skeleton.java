package surety.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The folded letters of a stretch of text in UTF-8, with something else than a letter between
/// words, and the way back to the text.
///
/// Nearly every character passes the loop in [#fours(char\[\], int, int)]. What is no plain ASCII
/// letter after folding, and no separator either, leaves it. Only there do places in the skeleton
/// part from places in the text, and only those are written down.
final class Skeleton {
  static final int PADDING = 136;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BYTES = 0x00FF00FF00FF00FFL;
  private static final int FOUR = 4;
  private static final int UTF_8_ONE = 0x80;
  private static final int UTF_8_TWO = 0x800;

  private final short[] steps;
  private final Units units;

  byte[] letters;
  int length;

  final SkeletonWords words = new SkeletonWords();

  /// What each letter was written as: a sort of [SkeletonWords], 0 for what separates.
  private byte[] sorts;

  /// Places in the skeleton, and in the text, from which both run in step again.
  private int[] mapFrom = new int[16];

  private int[] mapTo = new int[16];
  private int mapped;
  private int latest;

  Skeleton(Fold fold, int capacity) {
    this.steps = fold.steps();
    this.units = new Units(fold);
    this.letters = new byte[capacity + PADDING];
    this.sorts = new byte[capacity + PADDING];
  }

  /// Folds `text` from `from` to `to`, forgetting what was folded before.
  void fold(char[] text, int from, int to) {
    units.begin(text, to);
    length = 0;
    mapped = 0;
    latest = 0;
    map(0, from);
    makeRoom(to - from);
    words.begin(letters.length);
    if (from < to && followsControlEscape(text, from)) {
      words.part(1);
    }
    int i = from;
    while (i < to) {
      i = plain(text, i, to);
      if (i < to) {
        units.read(i);
        special(text, i, to);
        i = units.next;
        makeRoom(to - i);
      }
    }
    Arrays.fill(letters, length, length + Long.BYTES, (byte) 0);
    Arrays.fill(sorts, length, length + PADDING, (byte) 0);
    words.find(letters, sorts, length);
  }

  /// Reads plain letters and separators, and gives where something else stands.
  private int plain(char[] text, int from, int to) {
    int i = fours(text, from, to);
    short[] folded = steps;
    byte[] out = letters;
    byte[] kinds = sorts;
    int n = length;
    for (; i < to; i++) {
      int step = folded[text[i]];
      if (step < 0) {
        break;
      }
      out[n] = (byte) step;
      kinds[n++] = (byte) (step >>> Byte.SIZE);
    }
    length = n;
    return i;
  }

  /// Reads four characters at once, as long as all of them are plain.
  private int fours(char[] text, int from, int to) {
    short[] folded = steps;
    byte[] out = letters;
    byte[] kinds = sorts;
    int n = length;
    int i = from;
    for (; i + FOUR <= to; i += FOUR) {
      long a = folded[text[i]];
      long b = folded[text[i + 1]];
      long c = folded[text[i + 2]];
      long d = folded[text[i + 3]];
      if ((a | b | c | d) < 0) {
        break;
      }
      long four = a | b << 16 | c << 32 | d << 48;
      INT.set(out, n, (int) Long.compress(four, LOW_BYTES));
      INT.set(kinds, n, (int) Long.compress(four, LOW_BYTES << Byte.SIZE));
      n += FOUR;
    }
    length = n;
    return i;
  }

  /// In `\nAcme` written out, the letter after the backslash is not the name's.
  private static boolean followsControlEscape(char[] text, int at) {
    return at > 0 && text[at - 1] == '\\' && "nrtbf".indexOf(text[at]) >= 0;
  }

  private void special(char[] text, int from, int to) {
    int next = units.next;
    if (units.separator) {
      separate();
      if (next - from > 1) {
        map(length, next);
      }
      if (next < to && followsControlEscape(text, next)) {
        words.part(length + 1);
      }
    } else if (units.letters.isEmpty()) {
      map(length, from);
      map(length, next);
      if (units.soft) {
        words.part(length);
      }
    } else {
      unit(text, from, to);
    }
  }

  private void unit(char[] text, int from, int to) {
    boolean alone = Fold.standsAlone(units.codePoint);
    makeRoom(units.letters.length() * 3 + to - from);
    if (alone) {
      separate();
    }
    map(length, from);
    int sort = SkeletonWords.sort(Fold.sort(units.codePoint));
    boolean lastCapital =
        sort == SkeletonWords.UPPER
            && length > 0
            && (sorts[length - 1] & SkeletonWords.UPPER) != 0
            && units.next < to
            && Character.isLowerCase(text[units.next]);
    if (lastCapital) {
      words.part(length);
    }
    int first = length;
    for (int i = 0; i < units.letters.length(); i++) {
      append(units.letters.charAt(i), sort);
    }
    // No word begins inside a letter.
    for (int i = first + 1; i < length && sort == SkeletonWords.UPPER; i++) {
      sorts[i] = SkeletonWords.UPPER | SkeletonWords.LOWER;
    }
    if (alone) {
      separate();
    }
    map(length, units.next);
  }

  private void append(char letter, int sort) {
    if (letter < UTF_8_ONE) {
      put(letter, sort);
    } else if (letter < UTF_8_TWO) {
      put(0xC0 | letter >>> 6, sort);
      put(0x80 | letter & 0x3F, sort);
    } else {
      put(0xE0 | letter >>> 12, sort);
      put(0x80 | letter >>> 6 & 0x3F, sort);
      put(0x80 | letter & 0x3F, sort);
    }
  }

  private void put(int letter, int sort) {
    letters[length] = (byte) letter;
    sorts[length++] = (byte) sort;
  }

  private void separate() {
    put(' ', 0);
  }

  private void map(int place, int textPlace) {
    if (mapped == mapFrom.length) {
      mapFrom = Arrays.copyOf(mapFrom, mapped * 2);
      mapTo = Arrays.copyOf(mapTo, mapped * 2);
    }
    mapFrom[mapped] = place;
    mapTo[mapped++] = textPlace;
  }

  /// Where the letter at a place stands in the text.
  int textOf(int place) {
    int entry = lastUpTo(place);
    int there = mapTo[entry] + place - mapFrom[entry];
    return entry + 1 < mapped ? Math.min(there, mapTo[entry + 1]) : there;
  }

  /// Where the text goes on directly behind the letter before a place.
  int textBehind(int place) {
    int entry = lastUpTo(place);
    if (mapFrom[entry] != place || place == 0) {
      return textOf(place);
    }
    while (entry > 0 && mapFrom[entry - 1] == place) {
      entry--;
    }
    return mapTo[entry];
  }

  /// The last entry of the map up to a place, which mostly is not far behind the one of the last
  /// question.
  private int lastUpTo(int place) {
    int low = latest < mapped && mapFrom[latest] <= place ? latest : 0;
    int high = low + 1;
    for (int step = 1; high < mapped && mapFrom[high] <= place; step *= 2) {
      low = high;
      high += step;
    }
    high = Math.min(high, mapped);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (mapFrom[middle] <= place) {
        low = middle;
      } else {
        high = middle;
      }
    }
    latest = low;
    return low;
  }

  /// Makes room for so many characters of text.
  private void makeRoom(int more) {
    if (length + more + PADDING > letters.length) {
      int room = Math.max(letters.length * 2, length + more + PADDING);
      letters = Arrays.copyOf(letters, room);
      sorts = Arrays.copyOf(sorts, room);
    }
  }
}
