package surety.pseudonym;

/// A table of bits that rules out most hashes with one load and without a branch.
final class HashBits {
  private static final int LOG_BITS_PER_ENTRY = 4;
  private static final int LEAST_LOG = 12;
  private static final int MOST_LOG = 27;

  private final long[] bits;
  private final int shift;

  /// @param most how many hashes will be added
  HashBits(int most) {
    int log =
        Math.clamp(
            32L - Integer.numberOfLeadingZeros(most) + LOG_BITS_PER_ENTRY, LEAST_LOG, MOST_LOG);
    this.shift = Integer.SIZE - log;
    this.bits = new long[1 << log - 6];
  }

  void add(int hash) {
    int bit = hash * HashFilter.SPREAD >>> shift;
    bits[bit >>> 6] |= 1L << bit;
  }

  /// 1 if the hash may have been added, 0 if it was not.
  int get(int hash) {
    int bit = hash * HashFilter.SPREAD >>> shift;
    return (int) (bits[bit >>> 6] >>> bit) & 1;
  }
}
