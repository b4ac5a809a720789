package surety.pseudonym;

import java.util.Arrays;

/// Collects folded forms. The first owner of a form keeps it; if another one's form
/// has a class that counts more often, the form gets that class and that owner.
final class FormTable {
  static final int FREQUENCY_BITS = 18;
  private static final int MOST_WORDS = 100;
  private static final int SPREAD = 0x9E3779B1;

  byte[] pool = new byte[1 << 12];
  int[] start = new int[1 << 8];
  int[] length = new int[1 << 8];
  int[] owner = new int[1 << 8];
  byte[] rule = new byte[1 << 8];
  byte[] formClass = new byte[1 << 8];
  int count;

  private int used;
  private int[] known = new int[1 << 10];
  private final int[] frequency = new int[1 << FREQUENCY_BITS];

  /// Adds what a skeleton holds: its words with one space between two.
  void add(Skeleton skeleton, int ownedBy, FormRule by, FormClass sort) {
    SkeletonWords spelled = skeleton.words;
    if (spelled.count == 0 || spelled.count > MOST_WORDS) {
      return;
    }
    int letters = join(skeleton);
    int slot = slot(letters);
    if (known[slot] != 0) {
      strengthen(known[slot] - 1, ownedBy, by, sort);
      return;
    }
    start[count] = used;
    length[count] = letters;
    set(count, ownedBy, by, sort);
    used += letters;
    count++;
    known[slot] = count;
    for (int word = 0; word < spelled.count; word++) {
      frequency[bucket(spelled.hash[word])]++;
    }
  }

  /// Writes the words behind what the pool holds, and gives their length.
  private int join(Skeleton skeleton) {
    SkeletonWords spelled = skeleton.words;
    makeRoom(skeleton.length + 1);
    int n = used;
    for (int word = 0; word < spelled.count; word++) {
      int size = spelled.end[word] - spelled.begin[word];
      System.arraycopy(skeleton.letters, spelled.begin[word], pool, n, size);
      n += size;
      pool[n++] = ' ';
    }
    return n - 1 - used;
  }

  private void strengthen(int form, int ownedBy, FormRule by, FormClass sort) {
    if (sort.ordinal() < formClass[form] && owner[form] >= 0) {
      set(form, ownedBy, by, sort);
    }
  }

  private void set(int form, int ownedBy, FormRule by, FormClass sort) {
    owner[form] = ownedBy;
    rule[form] = (byte) by.ordinal();
    formClass[form] = (byte) sort.ordinal();
  }

  /// Where the letters behind the pool's last are known, or belong.
  private int slot(int letters) {
    if (count * 2 >= known.length) {
      growKnown();
    }
    int mask = known.length - 1;
    int slot = hash(used, letters) & mask;
    while (known[slot] != 0 && !same(known[slot] - 1, letters)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int hash(int from, int letters) {
    int hash = SkeletonWords.hash(pool, from, from + letters);
    return hash ^ hash >>> 15;
  }

  private boolean same(int form, int letters) {
    return length[form] == letters
        && Arrays.equals(pool, start[form], start[form] + letters, pool, used, used + letters);
  }

  private void growKnown() {
    known = new int[known.length * 2];
    int mask = known.length - 1;
    for (int form = 0; form < count; form++) {
      int slot = hash(start[form], length[form]) & mask;
      while (known[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      known[slot] = form + 1;
    }
  }

  private void makeRoom(int letters) {
    if (used + letters + Long.BYTES > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(pool.length * 2, used + letters + Long.BYTES));
    }
    if (count == start.length) {
      int most = count * 2;
      start = Arrays.copyOf(start, most);
      length = Arrays.copyOf(length, most);
      owner = Arrays.copyOf(owner, most);
      rule = Arrays.copyOf(rule, most);
      formClass = Arrays.copyOf(formClass, most);
    }
  }

  /// Leaves off the room that was kept for more.
  void trim() {
    known = new int[1];
    pool = Arrays.copyOf(pool, used + 2 * Long.BYTES);
    pool[used] = ' ';
    start = Arrays.copyOf(start, count);
    length = Arrays.copyOf(length, count);
    owner = Arrays.copyOf(owner, count);
    rule = Arrays.copyOf(rule, count);
    formClass = Arrays.copyOf(formClass, count);
  }

  /// In how many forms a word with this hash stands, and any other of its bucket.
  int frequency(int hash) {
    return frequency[bucket(hash)];
  }

  static int bucket(int hash) {
    return hash * SPREAD >>> (32 - FREQUENCY_BITS);
  }
}
