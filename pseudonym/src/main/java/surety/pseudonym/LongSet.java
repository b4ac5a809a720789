package surety.pseudonym;

/// A set of hashes with open addressing. Grows by doubling; not thread-safe while it is filled.
final class LongSet {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int LEAST = 16;

  private long[] slots;
  private int size;
  private boolean hasZero;

  LongSet(int expected) {
    slots = new long[Integer.highestOneBit(Math.max(LEAST, expected * 2)) * 2];
  }

  /// Adds a value, and tells whether it is new.
  boolean add(long value) {
    if (value == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int slot = slot(slots, value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long value) {
    return value == 0 ? hasZero : slots[slot(slots, value)] == value;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        larger[slot(larger, value)] = value;
      }
    }
    slots = larger;
  }

  /// Where the value is, or the free slot where it belongs.
  private static int slot(long[] slots, long value) {
    int mask = slots.length - 1;
    int slot = (int) ((value * SPREAD) >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
