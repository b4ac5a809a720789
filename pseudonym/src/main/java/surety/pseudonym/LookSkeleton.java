package surety.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The letters and digits of a text in small form and nothing between them, with the places where a
/// word begins.
///
/// Eight bytes are classified at once with arithmetic in a long (Lamport 1975; Warren, Hacker's
/// Delight, chapter 6), and what is neither letter nor digit is squeezed out with one
/// [Long#compress]. Bytes beyond ASCII are letters without case. A word begins behind anything
/// else,
/// at a capital behind a small letter, at the last capital of several before a small letter, and
/// between letters and digits.
final class LookSkeleton {
  static final int PADDING = 24;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final int BLOCK = 64;
  private static final byte BARRIER = (byte) 0xFF;
  private static final int STEP = 8;
  private static final long HIGH = 0x8080808080808080L;
  private static final long LOW_SEVEN = 0x7F7F7F7F7F7F7F7FL;
  private static final long SMALL = 0x2020202020202020L;
  /// The lowest of the signs that matter is `%`.
  private static final long FIRST_SIGN = 0x2525252525252525L;
  private static final long FROM_A = 0x6161616161616161L;
  private static final long BEHIND_Z = 0x7B7B7B7B7B7B7B7BL;
  private static final long FROM_0 = 0x3030303030303030L;
  private static final long BEHIND_9 = 0x3A3A3A3A3A3A3A3AL;

  byte[] letters = new byte[0];
  int length;
  int[] starts = new int[0];
  int words;

  private int[] blocks = new int[0];
  private long[] masks = new long[0];
  private int usedBlocks;
  private int signs;
  private int[] longRuns = new int[16];
  private int longRunCount;

  private long alnum;
  private long upper;
  private long digit;
  private long others;

  /// Reads a text of [LookText], forgetting what was read before.
  void read(byte[] text, int to) {
    int most = to + BLOCK;
    letters = letters.length < most + PADDING ? new byte[most + PADDING] : letters;
    if (blocks.length < most / BLOCK + 1) {
      blocks = new int[most / BLOCK + 1];
      masks = new long[most / BLOCK + 1];
    }
    starts = starts.length < BLOCK * 2 ? new int[Math.max(BLOCK * 2, most / 4)] : starts;
    length = 0;
    words = 0;
    signs = 0;
    longRunCount = 0;
    long before = 0;
    int run = 0;
    for (int at = 0; at < to; at += BLOCK) {
      blocks[at / BLOCK] = length;
      int firstLetter = length;
      block(text, at, to);
      before = words(text, at, firstLetter, before);
      masks[at / BLOCK] = alnum;
      run = signs(text, at, run);
    }
    Arrays.fill(letters, length, length + PADDING, (byte) 0);
    starts[words] = length;
    usedBlocks = (to + BLOCK - 1) / BLOCK;
  }

  /// Begins letters that do not come from a text and have no words.
  void begin(int most) {
    letters = new byte[most + PADDING];
    length = 0;
    words = 0;
    usedBlocks = 0;
  }

  void addLetters(LookSkeleton other, int from, int to) {
    System.arraycopy(other.letters, from, letters, length, to - from);
    length += to - from;
  }

  /// Adds a letter that no name has.
  void addBarrier() {
    letters[length++] = BARRIER;
  }

  private void block(byte[] text, int at, int to) {
    long allAlnum = 0;
    long allUpper = 0;
    long allDigit = 0;
    long allSigns = 0;
    byte[] out = letters;
    int n = length;
    for (int i = 0; i < BLOCK; i += STEP) {
      long x = (long) EIGHT.get(text, at + i);
      long beyond = x & HIGH;
      long seven = x & LOW_SEVEN;
      long small = seven | SMALL | HIGH;
      long letter = (small - FROM_A) & ~(small - BEHIND_Z) & HIGH;
      long number = ((seven | HIGH) - FROM_0) & ~((seven | HIGH) - BEHIND_9) & HIGH & ~beyond;
      long capital = letter & ~(x << 2) & ~beyond;
      long kept = letter | number | beyond;
      allAlnum |= Long.compress(kept, HIGH) << i;
      allUpper |= Long.compress(capital, HIGH) << i;
      allDigit |= Long.compress(number, HIGH) << i;
      allSigns |= Long.compress(((seven | HIGH) - FIRST_SIGN) & HIGH & ~kept, HIGH) << i;
      EIGHT.set(out, n, Long.compress(x | capital >>> 2, (kept >>> 7) * 0xFF));
      n += Long.bitCount(kept);
    }
    int rest = to - at;
    long inside = rest >= BLOCK ? -1L : (1L << rest) - 1;
    alnum = allAlnum & inside;
    upper = allUpper & inside;
    digit = allDigit & inside;
    others = allSigns & inside;
    length = rest >= BLOCK ? n : length + Long.bitCount(alnum);
  }

  /// Notes where words begin.
  ///
  /// @param before bit 0: the byte before was a letter or digit; bit 1: a capital; bit 2: a digit
  private long words(byte[] text, int at, int firstLetter, long before) {
    long small = alnum & ~upper & ~digit;
    long alnumBefore = alnum << 1 | (before & 1);
    long upperBefore = upper << 1 | (before >>> 1 & 1);
    long digitBefore = digit << 1 | (before >>> 2 & 1);
    long smallNext = small >>> 1 | (isSmall(text[at + BLOCK]) ? 1L << (BLOCK - 1) : 0);
    long begins =
        alnum
            & (~alnumBefore
                | (digit ^ digitBefore)
                | (upper & ~upperBefore)
                | (upper & upperBefore & smallNext));
    if (words + BLOCK >= starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    int n = words;
    for (long left = begins; left != 0; left &= left - 1) {
      starts[n++] = firstLetter + Long.bitCount(alnum & (left & -left) - 1);
    }
    words = n;
    return alnum >>> 63 | (upper >>> 63) << 1 | (digit >>> 63) << 2;
  }

  private static boolean isSmall(byte letter) {
    return letter >= 'a' && letter <= 'z';
  }

  /// Notes which signs the text has that may begin an encoding, and where it has a run of
  /// characters as long as encoded bytes.
  private int signs(byte[] text, int at, int run) {
    long joined = alnum;
    for (long left = others; left != 0; left &= left - 1) {
      byte sign = text[at + Long.numberOfTrailingZeros(left)];
      int meaning = LookSigns.of(sign);
      signs |= meaning;
      joined |= meaning < 0 ? left & -left : 0;
    }
    long four = joined & joined >>> 1;
    four &= four >>> 2;
    long sixteen = four & four >>> 4;
    sixteen &= sixteen >>> 8;
    if (sixteen != 0 || run + Long.numberOfTrailingZeros(~joined) >= LookSigns.RUN) {
      noteLongRun(at);
    }
    return joined == -1L ? LookSigns.RUN : Long.numberOfLeadingZeros(~joined);
  }

  /// The signs of [LookSigns] that the text has.
  int signs() {
    return signs;
  }

  private void noteLongRun(int at) {
    if (longRunCount == longRuns.length) {
      longRuns = Arrays.copyOf(longRuns, longRunCount * 2);
    }
    longRuns[longRunCount++] = at;
  }

  /// Where each [#BLOCK] of the text begins in which a run of characters that could be base64 gets
  /// as long as [LookSigns#RUN].
  int[] longRuns() {
    return Arrays.copyOf(longRuns, longRunCount);
  }

  /// Where in the text the letter at an index stands.
  int position(int index) {
    int block = lastBlock(index);
    long mask = masks[block];
    for (int left = index - blocks[block]; left > 0; left--) {
      mask &= mask - 1;
    }
    return block * BLOCK + Long.numberOfTrailingZeros(mask);
  }

  /// How many letters stand before a position of the text.
  int lettersBefore(int position) {
    int block = position / BLOCK;
    if (block >= usedBlocks) {
      return length;
    }
    return blocks[block] + Long.bitCount(masks[block] & (1L << position) - 1);
  }

  /// Whether a word begins at an index, or the text ends there.
  boolean isBoundary(int index) {
    return index == length || Arrays.binarySearch(starts, 0, words, index) >= 0;
  }

  private int lastBlock(int index) {
    int found = Arrays.binarySearch(blocks, 0, usedBlocks, index);
    int block = found >= 0 ? found : -found - 2;
    while (block + 1 < usedBlocks && blocks[block + 1] == blocks[block]) {
      block++;
    }
    return block;
  }
}
