package surety.pseudonym;

/// A table of bits that rules out most keys with one load.
final class LookBits {
  static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int LEAST = 12;
  private static final int PER_KEY = 16;

  /// One bit for each value of a key's hash, `key * SPREAD >>> shift`.
  final long[] bits;

  final int shift;

  LookBits(int most) {
    int log = Math.max(LEAST, Integer.SIZE - Integer.numberOfLeadingZeros(most * PER_KEY));
    bits = new long[1 << log - 6];
    shift = Long.SIZE - log;
  }

  void add(long key) {
    int hash = (int) (key * SPREAD >>> shift);
    bits[hash >>> 6] |= 1L << hash;
  }

  boolean mayHold(long key) {
    int hash = (int) (key * SPREAD >>> shift);
    return (bits[hash >>> 6] >>> hash & 1) != 0;
  }
}
