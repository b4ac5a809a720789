package surety.pseudonym;

/// A table of bits that rules out nearly all keys with one load.
final class LookBits {
  static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int LEAST = 12;
  private static final int PER_KEY = 8;

  /// Three bits of one word for each key.
  final long[] words;

  final int shift;

  LookBits(int most) {
    int log = Math.max(LEAST, Integer.SIZE - Integer.numberOfLeadingZeros(most * PER_KEY));
    words = new long[1 << log - 6];
    shift = Long.SIZE - log + 6;
  }

  void add(long key) {
    long spread = key * SPREAD;
    words[(int) (spread >>> shift)] |= pattern(spread);
  }

  boolean mayHold(long key) {
    long spread = key * SPREAD;
    return (~words[(int) (spread >>> shift)] & pattern(spread)) == 0;
  }

  /// 1 if the key may have been added, 0 if it was not.
  int holds(long key) {
    long spread = key * SPREAD;
    long missing = ~words[(int) (spread >>> shift)] & pattern(spread);
    return (int) ((missing | -missing) >>> Long.SIZE - 1) ^ 1;
  }

  private static long pattern(long spread) {
    return 1L << (spread >>> 14) | 1L << (spread >>> 20) | 1L << (spread >>> 26);
  }
}
