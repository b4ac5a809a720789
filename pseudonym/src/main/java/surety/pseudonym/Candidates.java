package surety.pseudonym;

import java.util.Arrays;

/// Places that passed a filter, to be looked up together.
///
/// The tables of a large directory do not fit into the caches, and a lookup waits for memory three
/// times: bucket, entry, form. Looked up one by one those waits add up. Here each step is done for
/// all places before the next one, so that the processor waits for many at once.
final class Candidates {
  private static final int INITIAL = 32;

  private final HashChains chains;
  private final int entriesPerForm;
  private int[] hashes = new int[INITIAL];
  private int[] words = new int[INITIAL];
  private int[] places = new int[INITIAL];
  private int[] entries = new int[INITIAL];
  private int count;

  /// @param entriesPerForm what an entry's value is to be divided by to get its form
  Candidates(HashChains chains, int entriesPerForm) {
    this.chains = chains;
    this.entriesPerForm = entriesPerForm;
  }

  void add(int hash, int word, int place) {
    if (count == hashes.length) {
      grow();
    }
    hashes[count] = hash;
    words[count] = word;
    places[count] = place;
    count++;
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, count * 2);
    words = Arrays.copyOf(words, count * 2);
    places = Arrays.copyOf(places, count * 2);
    entries = Arrays.copyOf(entries, count * 2);
  }

  /// Finds the first entry of each place and has their forms brought near; the result only keeps
  /// the reads from being optimized away.
  int lookUp(FormIndex index) {
    for (int i = 0; i < count; i++) {
      entries[i] = chains.bucket(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      entries[i] = chains.matching(entries[i], hashes[i]);
    }
    int read = 0;
    for (int i = 0; i < count; i++) {
      read += index.firstLetter(chains.value(entries[i]) / entriesPerForm);
    }
    return read;
  }

  int count() {
    return count;
  }

  int entry(int candidate) {
    return entries[candidate];
  }

  int word(int candidate) {
    return words[candidate];
  }

  int place(int candidate) {
    return places[candidate];
  }

  void clear() {
    count = 0;
  }
}
