package surety.pseudonym;

/// Values filed under hashes, with a filter in front that answers most questions from the cache.
final class HashChains {
  private static final int LEAST_BITS = 8;

  /// Hash, value, next entry: side by side because they are read together.
  private static final int ENTRY = 4;

  private final HashFilter filter;
  private final int shift;
  private final int[] head;
  private final int[] entries;
  private int count;

  /// @param most how many values will be filed
  HashChains(int most) {
    int log = Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(most));
    this.shift = 32 - log;
    this.head = new int[1 << log];
    this.entries = new int[(most + 1) * ENTRY];
    this.filter = new HashFilter(most);
  }

  void add(int hash, int value) {
    filter.add(hash);
    int bucket = hash * HashFilter.SPREAD >>> shift;
    int entry = ++count * ENTRY;
    entries[entry] = hash;
    entries[entry + 1] = value;
    entries[entry + 2] = head[bucket];
    head[bucket] = entry;
  }

  boolean mayHave(int hash) {
    return filter.mayHave(hash);
  }

  /// The first entry filed under `hash`, 0 if there is none.
  int first(int hash) {
    return matching(bucket(hash), hash);
  }

  /// The first entry of any hash that shares its bucket with `hash`.
  int bucket(int hash) {
    return head[hash * HashFilter.SPREAD >>> shift];
  }

  /// The next entry filed under the same hash, 0 if there is none.
  int next(int entry) {
    return matching(entries[entry + 2], entries[entry]);
  }

  /// The first entry filed under `hash` from `from` on, 0 if there is none.
  int matching(int from, int hash) {
    int entry = from;
    while (entry != 0 && entries[entry] != hash) {
      entry = entries[entry + 2];
    }
    return entry;
  }

  int value(int entry) {
    return entries[entry + 1];
  }
}
