package surety.pseudonym;

import java.util.Arrays;

/// Collects folded forms and files them. The first owner of a form keeps it; if another one's form
/// has a class that counts more often, the form gets that class and that owner.
final class FormTable {
  private static final int FREQUENCY_BITS = 18;
  private static final int MOST_WORDS = 100;
  private static final int SPREAD = 0x9E3779B1;

  byte[] pool = new byte[1 << 12];
  int[] start = new int[1 << 8];
  int[] length = new int[1 << 8];
  int[] owner = new int[1 << 8];
  byte[] rule = new byte[1 << 8];
  byte[] formClass = new byte[1 << 8];
  int[] shape = new int[0];
  byte[] words = new byte[0];
  int mostWords = 1;
  HashChains byWord = new HashChains(1);
  HashChains inside = new HashChains(1);
  HashBits anchors = new HashBits(1);
  HashBits grams = new HashBits(1);

  /// First two words of each form that has several.
  HashFilter beginnings = new HashFilter(1);

  HashBits firstWords = new HashBits(1);

  private int count;
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

  /// Files every form that was added.
  void file(boolean insideWords) {
    known = new int[1];
    trim();
    shape = new int[count * FormIndex.SHAPE];
    words = new byte[count];
    boolean[] within = new boolean[count];
    int many = 0;
    for (int form = 0; form < count; form++) {
      within[form] = insideWords && mayStandInside(form);
      many += within[form] ? 1 : 0;
    }
    fileByWord(within, count - many);
    fileInside(within, many);
  }

  private void fileByWord(boolean[] within, int many) {
    byWord = new HashChains(many + 1);
    anchors = new HashBits(many);
    beginnings = new HashFilter(many + 1);
    firstWords = new HashBits(many);
    for (int form = 0; form < count; form++) {
      if (within[form]) {
        shape[form * FormIndex.SHAPE] = start[form];
        shape[form * FormIndex.SHAPE + 1] = length[form];
        words[form] = 1;
      } else {
        fileByWord(form);
      }
    }
  }

  private void fileInside(boolean[] within, int many) {
    inside = new HashChains(many * FormIndex.STRIDE + 1);
    grams = new HashBits(many * FormIndex.STRIDE);
    Arrays.fill(frequency, 0);
    for (int form = 0; form < count; form++) {
      for (int at = 0; within[form] && at <= length[form] - FormIndex.GRAM; at++) {
        frequency[bucket(FormIndex.gram(pool, start[form] + at))]++;
      }
    }
    for (int form = 0; form < count; form++) {
      if (within[form]) {
        fileInside(form);
      }
    }
  }

  private void trim() {
    pool = Arrays.copyOf(pool, used + 2 * Long.BYTES);
    pool[used] = ' ';
    start = Arrays.copyOf(start, count);
    length = Arrays.copyOf(length, count);
    owner = Arrays.copyOf(owner, count);
    rule = Arrays.copyOf(rule, count);
    formClass = Arrays.copyOf(formClass, count);
  }

  private boolean mayStandInside(int form) {
    if (formClass[form] != FormClass.STRONG.ordinal() || length[form] < FormIndex.INSIDE_LETTERS) {
      return false;
    }
    int letters = 0;
    for (int i = start[form]; i < start[form] + length[form]; i++) {
      if (pool[i] == ' ') {
        return false;
      }
      letters += (pool[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return letters >= FormIndex.INSIDE_LETTERS;
  }

  private void fileInside(int form) {
    int window = rarestWindow(form);
    shape[form * FormIndex.SHAPE + 3] = window;
    for (int i = 0; i < FormIndex.STRIDE; i++) {
      int gram = FormIndex.gram(pool, start[form] + window + i);
      inside.add(gram, form * FormIndex.STRIDE + i);
      grams.add(gram);
    }
  }

  private int rarestWindow(int form) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int window = 0; window <= length[form] - FormIndex.INSIDE_LETTERS; window++) {
      int cost = 0;
      for (int i = 0; i < FormIndex.STRIDE; i++) {
        cost += frequency[bucket(FormIndex.gram(pool, start[form] + window + i))];
      }
      if (cost < least) {
        least = cost;
        best = window;
      }
    }
    return best;
  }

  private void fileByWord(int form) {
    int end = start[form] + length[form];
    int before = 0;
    int wordAt = start[form];
    int word = 0;
    long rarest = Long.MAX_VALUE;
    int rarityBefore = 0;
    int key = 0;
    int anchorFrom = start[form];
    int anchorTo = end;
    for (int i = start[form]; i <= end; i++) {
      if (i < end && pool[i] != ' ') {
        continue;
      }
      int hash = SkeletonWords.hash(pool, wordAt, i);
      if (word == 1) {
        beginnings.add(FormIndex.pair(before, hash));
        firstWords.add(before);
      }
      int rarity = frequency[bucket(hash)];
      // The rarer word makes the pair rare; the second is what a text is asked for.
      long pairRarity = (long) Math.min(rarity, rarityBefore) << Integer.SIZE | rarity;
      if (word == 0) {
        key = hash;
      } else if (pairRarity < rarest) {
        rarest = pairRarity;
        key = FormIndex.pair(before, hash);
        anchorFrom = wordAt;
        anchorTo = i;
        shape[form * FormIndex.SHAPE + 2] = word;
      }
      before = hash;
      rarityBefore = rarity;
      wordAt = i + 1;
      word++;
    }
    shape[form * FormIndex.SHAPE] = start[form];
    shape[form * FormIndex.SHAPE + 1] = length[form];
    words[form] = (byte) word;
    mostWords = Math.max(mostWords, word);
    byWord.add(key, form);
    addAnchor(anchorFrom, anchorTo);
  }

  private void addAnchor(int from, int to) {
    anchors.add(SkeletonWords.hash(pool, from, to));
    byte behind = pool[to];
    pool[to] = 's';
    anchors.add(SkeletonWords.hash(pool, from, to + 1));
    pool[to] = behind;
  }

  private static int bucket(int hash) {
    return hash * SPREAD >>> (32 - FREQUENCY_BITS);
  }
}
