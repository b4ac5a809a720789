package surety.translog;

/// Bounds on sizes and indices.
final class TreeSize {

  /// The most leaves that a log may have. Sums of two sizes still fit a `long`.
  static final long MOST = 1L << 62;

  private TreeSize() {}

  /// @throws IllegalArgumentException if there is no tree of this size
  static void require(long size) {
    requireAtMost(size, MOST);
  }

  /// @throws IllegalArgumentException unless 0 <= value <= bound
  static void requireAtMost(long value, long bound) {
    if (value < 0 || value > bound) {
      throw new IllegalArgumentException("index or size: " + value + " (at most: " + bound + ")");
    }
  }
}
