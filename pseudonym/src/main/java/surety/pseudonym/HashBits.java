package surety.pseudonym;

/// A table of bits that rules out nearly all hashes with one load and without a branch. It is kept
/// small, two bits in one word for a hash, so that it stays in the cache.
final class HashBits {
  private static final int LOG_BITS_PER_ENTRY = 3;
  private static final int LOG_WORD = 6;
  private static final int LEAST_LOG = 12;
  private static final int MOST_LOG = 27;

  private final long[] bits;
  private final int shift;

  /// @param most how many hashes will be added
  HashBits(int most) {
    int log =
        Math.clamp(
            32L - Integer.numberOfLeadingZeros(most) + LOG_BITS_PER_ENTRY, LEAST_LOG, MOST_LOG);
    this.shift = Integer.SIZE - (log - LOG_WORD);
    this.bits = new long[1 << log - LOG_WORD];
  }

  void add(int hash) {
    int spread = hash * HashFilter.SPREAD;
    bits[spread >>> shift] |= 1L << spread | 1L << (spread >>> 6);
  }

  /// 1 if the hash may have been added, 0 if it was not.
  int get(int hash) {
    int spread = hash * HashFilter.SPREAD;
    long word = bits[spread >>> shift];
    return (int) (word >>> spread & word >>> (spread >>> 6)) & 1;
  }
}
