package surety.translog;

import java.util.regex.Pattern;

/// Bounds on sizes and indices.
final class TreeSize {

  /// The most leaves that a log may have. Sums of two sizes still fit a `long`.
  static final long MOST = 1L << 62;

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");

  private TreeSize() {}

  /// Reads a size in decimal, without leading zeros.
  ///
  /// @throws IllegalArgumentException if it is none
  static long parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("a size is a decimal number without leading zeros");
    }
    long size = Long.parseLong(text);
    require(size);
    return size;
  }

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
