package surety.translog;

/// A complete subtree: that over `2^height` leaves, the first of which is leaf `index * 2^height`.
/// Its root never changes again.
record Subtree(int height, long index) {}
