package surety.pseudonym;

import java.util.Arrays;

/// Forms filed under 64-bit keys, behind a table of bits that rules out most keys with one load.
final class LookFile {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int NONE = -1;

  final LookBits bits;

  private final long[] keys;
  private final int[] firstEntry;
  private final int[] forms;
  private final int[] next;
  private final short[] offsets;
  private int entries;

  LookFile(int most) {
    bits = new LookBits(most);
    keys = new long[Math.max(2, Integer.highestOneBit(Math.max(1, most)) * 4)];
    firstEntry = new int[keys.length];
    Arrays.fill(firstEntry, NONE);
    forms = new int[most];
    next = new int[most];
    offsets = new short[most];
  }

  /// Files a form; a key is never 0, which no letters have.
  void add(long key, int form, int offset) {
    bits.add(key);
    int slot = slot(key);
    keys[slot] = key;
    forms[entries] = form;
    offsets[entries] = (short) offset;
    next[entries] = firstEntry[slot];
    firstEntry[slot] = entries;
    entries++;
  }

  /// Whether a key may have been filed.
  boolean mayHold(long key) {
    return bits.mayHold(key);
  }

  int first(long key) {
    return firstEntry[slot(key)];
  }

  int next(int entry) {
    return next[entry];
  }

  int form(int entry) {
    return forms[entry];
  }

  int offset(int entry) {
    return offsets[entry];
  }

  private int slot(long key) {
    int mask = keys.length - 1;
    int slot = (int) (key * SPREAD >>> 20) & mask;
    while (keys[slot] != key && keys[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
