package surety.pseudonym;

/// Forms filed under 64-bit keys, behind a table of bits that rules out most keys with one load.
///
/// What is read together stands together: a key beside its first entry, and in an entry the form
/// beside the letters around the key, so that most forms are ruled out before they are looked at.
final class LookFile {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int ENTRY = 4;
  private static final int OFFSET = 1;
  private static final int NEXT = 2;
  private static final int BESIDE = 3;

  final LookBits bits;

  /// Keys, each with its first entry + 1 behind it.
  private final long[] keys;

  private final int[] entries;
  private int used;

  LookFile(int most) {
    bits = new LookBits(most);
    keys = new long[Math.max(2, Integer.highestOneBit(Math.max(1, most)) * 4) * 2];
    entries = new int[most * ENTRY];
  }

  /// Files a form; a key is never 0, which no letters have.
  ///
  /// @param before the letter of the form before the key, 0 if there is none
  /// @param behind the letter of the form behind the key, 0 if there is none
  void add(long key, int form, int offset, byte before, byte behind) {
    bits.add(key);
    int slot = slot(key);
    keys[slot] = key;
    entries[used] = form;
    entries[used + OFFSET] = offset;
    entries[used + NEXT] = (int) keys[slot + 1] - 1;
    entries[used + BESIDE] = behind << Byte.SIZE | before & 0xFF;
    keys[slot + 1] = used + 1;
    used += ENTRY;
  }

  /// Whether a key may have been filed.
  boolean mayHold(long key) {
    return bits.mayHold(key);
  }

  int first(long key) {
    return (int) keys[slot(key) + 1] - 1;
  }

  /// The next entry under the same key, or a negative number.
  int next(int entry) {
    return entries[entry + NEXT];
  }

  int form(int entry) {
    return entries[entry];
  }

  int offset(int entry) {
    return entries[entry + OFFSET];
  }

  /// Whether the letters around a key that stands between two places are those of the form.
  boolean fitsBeside(int entry, byte[] letters, int from, int to) {
    int beside = entries[entry + BESIDE];
    byte before = (byte) beside;
    byte behind = (byte) (beside >>> Byte.SIZE);
    return (before == 0 || (from > 0 && letters[from - 1] == before))
        && (behind == 0 || letters[to] == behind);
  }

  private int slot(long key) {
    int mask = keys.length - 2;
    int slot = (int) (key * SPREAD >>> 20) << 1 & mask;
    while (keys[slot] != key && keys[slot] != 0) {
      slot = slot + 2 & mask;
    }
    return slot;
  }
}
