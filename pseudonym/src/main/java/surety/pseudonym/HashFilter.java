package surety.pseudonym;

/// Tells of a hash that it was not added, or that it may have been: a Bloom filter whose three bits
/// for a hash lie in one word, so that a question costs one access. It errs in one of 200
/// questions.
final class HashFilter {
  static final int SPREAD = 0x9E3779B1;

  private static final long WIDE_SPREAD = 0x9E3779B97F4A7C15L;
  private static final int LOG_BITS_PER_ENTRY = 4;
  private static final int LOG_WORD = 6;
  private static final int LEAST_LOG = 12;
  private static final int MOST_LOG = 30;

  private final long[] words;
  private final int shift;

  /// @param most how many hashes will be added
  HashFilter(int most) {
    int log =
        Math.clamp(
            32L - Integer.numberOfLeadingZeros(most) + LOG_BITS_PER_ENTRY, LEAST_LOG, MOST_LOG);
    this.shift = 64 - (log - LOG_WORD);
    this.words = new long[1 << (log - LOG_WORD)];
  }

  void add(int hash) {
    long spread = hash * WIDE_SPREAD;
    words[(int) (spread >>> shift)] |= bits(spread);
  }

  boolean mayHave(int hash) {
    long spread = hash * WIDE_SPREAD;
    long bits = bits(spread);
    return (words[(int) (spread >>> shift)] & bits) == bits;
  }

  private static long bits(long spread) {
    return 1L << (spread >>> 12) | 1L << (spread >>> 18) | 1L << (spread >>> 24);
  }
}
