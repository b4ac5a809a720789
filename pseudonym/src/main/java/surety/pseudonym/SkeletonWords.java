package surety.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The words of a [Skeleton]: where each begins and ends, its hash, and where words may also begin
/// and end inside it.
///
/// The sorts of 64 letters are turned into one bit each, and what has to be known of all 64 then
/// follows from a few operations on whole words of the processor.
final class SkeletonWords {
  static final int LOWER = 1;
  static final int UPPER = 1 << 1;
  static final int DIGIT = 1 << 2;
  static final int UNCASED = 1 << 3;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FIRST_BITS = 0x0101010101010101L;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int STEP = 8;

  int count;

  /// Where each word begins and ends in the skeleton.
  int[] begin = new int[8];

  int[] end = new int[8];
  int[] hash = new int[8];

  /// Words that have a boundary inside.
  int[] mixed = new int[8];

  int mixedCount;

  /// Bit n: a word may begin and end before letter n, inside a word.
  private long[] inner = new long[1];

  /// Bit n: something vanished before letter n that parts words.
  private long[] parts = new long[1];

  private boolean parted;
  private int ends;

  static int sort(int foldSort) {
    return switch (foldSort) {
      case Fold.LOWER -> LOWER;
      case Fold.UPPER -> UPPER;
      case Fold.DIGIT -> DIGIT;
      default -> UNCASED;
    };
  }

  void begin(int capacity) {
    if (parts.length < capacity / Long.SIZE + 2) {
      parts = new long[capacity / Long.SIZE + 2];
    } else if (parted) {
      Arrays.fill(parts, 0);
    }
    parted = false;
  }

  /// Notes that a word may begin and end before a letter.
  void part(int place) {
    if (place >>> 6 >= parts.length) {
      parts = Arrays.copyOf(parts, (place >>> 6) * 2);
    }
    parts[place >>> 6] |= 1L << place;
    parted = true;
  }

  /// Finds the words of a skeleton. Behind the length there is room, and sorts are 0.
  void find(byte[] letters, byte[] sorts, int length) {
    int blocks = length / Long.SIZE + 1;
    if (inner.length < blocks) {
      inner = new long[blocks];
    }
    if (parts.length < blocks) {
      parts = Arrays.copyOf(parts, blocks);
    }
    count = 0;
    ends = 0;
    mixedCount = 0;
    int before = 0;
    for (int block = 0; block < blocks; block++) {
      before = block(sorts, block, before);
    }
    hashes(letters);
  }

  /// @param before the sort of the letter before the block
  /// @return the sort of its last
  private int block(byte[] sorts, int block, int before) {
    int base = block * Long.SIZE;
    long lower = 0;
    long upper = 0;
    long digit = 0;
    long uncased = 0;
    for (int i = 0; i < Long.SIZE; i += STEP) {
      long eight = (long) EIGHT.get(sorts, base + i);
      lower |= Long.compress(eight, FIRST_BITS) << i;
      upper |= Long.compress(eight, FIRST_BITS << 1) << i;
      digit |= Long.compress(eight, FIRST_BITS << 2) << i;
      uncased |= Long.compress(eight, FIRST_BITS << 3) << i;
    }
    long letter = lower | upper | digit | uncased;
    long behind = letter << 1 | (before == 0 ? 0 : 1);
    long capital = upper & ~lower;
    long capitalBefore = upper << 1 | before >>> 1 & 1;
    long smallNext =
        (lower & ~upper) >>> 1 | (long) (sorts[base + Long.SIZE] == LOWER ? 1 : 0) << 63;
    long change =
        digit ^ (digit << 1 | before >>> 2 & 1)
            | uncased ^ (uncased << 1 | before >>> 3 & 1)
            | capital & (~capitalBefore | smallNext)
            | parts[block];
    long begins = letter & ~behind;
    inner[block] = letter & behind & change;
    note(inner[block], begins, base);
    wordsOf(begins, ~letter & behind, base);
    return sorts[base + Long.SIZE - 1];
  }

  private void note(long boundaries, long begins, int base) {
    makeRoom();
    for (long left = boundaries; left != 0; left &= left - 1) {
      long upTo = (left & -left) - 1 | left & -left;
      int word = count + Long.bitCount(begins & upTo) - 1;
      if (mixedCount == 0 || mixed[mixedCount - 1] != word) {
        mixed[mixedCount++] = word;
      }
    }
  }

  private void wordsOf(long begins, long stops, int base) {
    int n = count;
    for (long left = begins; left != 0; left &= left - 1) {
      begin[n++] = base + Long.numberOfTrailingZeros(left);
    }
    count = n;
    n = ends;
    for (long left = stops; left != 0; left &= left - 1) {
      end[n++] = base + Long.numberOfTrailingZeros(left);
    }
    ends = n;
  }

  private void makeRoom() {
    if (count + Long.SIZE > begin.length) {
      int room = begin.length * 2 + Long.SIZE;
      begin = Arrays.copyOf(begin, room);
      end = Arrays.copyOf(end, room);
      mixed = Arrays.copyOf(mixed, room);
    }
  }

  private void hashes(byte[] letters) {
    if (hash.length < count) {
      hash = new int[begin.length];
    }
    for (int word = 0; word < count; word++) {
      hash[word] = hash(letters, begin[word], end[word]);
    }
  }

  /// The hash of letters that are not none. Behind the array's last letter there is room.
  static int hash(byte[] letters, int from, int to) {
    int left = to - from;
    long hash = eight(letters, from) & -1L >>> -(Math.min(left, STEP) << 3);
    hash *= SPREAD;
    for (int at = from + STEP; at < to; at += STEP) {
      long next = eight(letters, at) & -1L >>> -(Math.min(to - at, STEP) << 3);
      hash = (hash ^ hash >>> 32 ^ next) * SPREAD;
    }
    return (int) (hash >>> 32);
  }

  static long eight(byte[] letters, int at) {
    return (long) EIGHT.get(letters, at);
  }

  boolean isMixed(int word) {
    return nextInner(begin[word], end[word]) < end[word];
  }

  /// Whether a word may begin and end before a letter of a word.
  boolean isInner(int place) {
    return (inner[place >>> 6] >>> place & 1) != 0;
  }

  /// Every place at which a piece of the word begins or ends: its beginning, inner boundaries, its
  /// end.
  ///
  /// @param to gets the places; has to have room for two more than the word has letters
  /// @return how many there are
  int boundaries(int word, int[] to) {
    int places = 0;
    to[places++] = begin[word];
    int last = end[word];
    for (int at = nextInner(begin[word], last); at < last; at = nextInner(at, last)) {
      to[places++] = at;
    }
    to[places++] = last;
    return places;
  }

  /// The first inner boundary behind a place, or `last` if there is none before it.
  private int nextInner(int place, int last) {
    int at = place + 1;
    while (at < last) {
      long bits = inner[at >>> 6] >>> at;
      if (bits != 0) {
        return Math.min(last, at + Long.numberOfTrailingZeros(bits));
      }
      at = (at | Long.SIZE - 1) + 1;
    }
    return last;
  }
}
