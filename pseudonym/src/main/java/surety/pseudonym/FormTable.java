package surety.pseudonym;

import java.util.Arrays;

/// Collects folded forms and files them. The first owner of a form keeps it; if another one's form
/// has a class that counts more often, the form gets that class and that owner.
final class FormTable {
  private static final int FREQUENCY_BITS = 18;
  private static final int MOST_WORDS = 100;
  private static final int SPREAD = 0x9E3779B1;

  char[] pool = new char[1 << 12];
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

  /// First two words of each form that has several.
  HashFilter beginnings = new HashFilter(1);

  private int count;
  private int used;
  private int[] known = new int[1 << 10];
  private final int[] frequency = new int[1 << FREQUENCY_BITS];

  /// Adds the first stretch of a skeleton, without the spaces around it.
  void add(Skeleton skeleton, int ownedBy, FormRule by, FormClass sort) {
    int letters = skeleton.length - 2;
    if (letters <= 0 || skeleton.words > MOST_WORDS) {
      return;
    }
    int slot = slot(skeleton.letters, letters);
    if (known[slot] != 0) {
      strengthen(known[slot] - 1, ownedBy, by, sort);
      return;
    }
    makeRoom(letters);
    System.arraycopy(skeleton.letters, 1, pool, used, letters);
    start[count] = used;
    length[count] = letters;
    set(count, ownedBy, by, sort);
    used += letters;
    count++;
    known[slot] = count;
    for (int word = 0; word < skeleton.words; word++) {
      frequency[bucket(skeleton.hash[word])]++;
    }
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

  private int slot(char[] letters, int length) {
    if (count * 2 >= known.length) {
      growKnown();
    }
    int hash = 0;
    for (int i = 1; i <= length; i++) {
      hash = hash * Skeleton.MULTIPLIER + letters[i];
    }
    int mask = known.length - 1;
    int slot = (hash * SPREAD >>> 7) & mask;
    while (known[slot] != 0 && !same(known[slot] - 1, letters, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean same(int form, char[] letters, int count) {
    return length[form] == count
        && Arrays.equals(pool, start[form], start[form] + count, letters, 1, 1 + count);
  }

  private void growKnown() {
    int[] old = known;
    known = new int[old.length * 2];
    int mask = known.length - 1;
    for (int form = 0; form < count; form++) {
      int hash = 0;
      for (int i = start[form]; i < start[form] + length[form]; i++) {
        hash = hash * Skeleton.MULTIPLIER + pool[i];
      }
      int slot = (hash * SPREAD >>> 7) & mask;
      while (known[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      known[slot] = form + 1;
    }
  }

  private void makeRoom(int letters) {
    if (used + letters > pool.length) {
      pool = Arrays.copyOf(pool, Math.max(pool.length * 2, used + letters));
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
    byWord = new HashChains(count + 1);
    beginnings = new HashFilter(count + 1);
    for (int form = 0; form < count; form++) {
      fileByWord(form);
    }
    inside = new HashChains(insideWords ? countInside() + 1 : 1);
    for (int form = 0; form < count; form++) {
      if (insideWords && mayStandInside(form)) {
        fileInside(form);
      }
    }
  }

  private void trim() {
    pool = Arrays.copyOf(pool, used);
    start = Arrays.copyOf(start, count);
    length = Arrays.copyOf(length, count);
    owner = Arrays.copyOf(owner, count);
    rule = Arrays.copyOf(rule, count);
    formClass = Arrays.copyOf(formClass, count);
  }

  private int countInside() {
    int number = 0;
    Arrays.fill(frequency, 0);
    for (int form = 0; form < count; form++) {
      if (mayStandInside(form)) {
        number++;
        frequency[bucket(firstGram(form))]++;
        frequency[bucket(lastGram(form))]++;
      }
    }
    return number;
  }

  private boolean mayStandInside(int form) {
    if (formClass[form] != FormClass.STRONG.ordinal() || length[form] < FormIndex.INSIDE_LETTERS) {
      return false;
    }
    for (int i = start[form]; i < start[form] + length[form]; i++) {
      if (pool[i] == ' ') {
        return false;
      }
    }
    return true;
  }

  private void fileInside(int form) {
    int first = firstGram(form);
    int last = lastGram(form);
    boolean atEnd = frequency[bucket(last)] < frequency[bucket(first)];
    inside.add(atEnd ? last : first, atEnd ? ~form : form);
  }

  private int firstGram(int form) {
    return FormIndex.gram(pool, start[form]);
  }

  private int lastGram(int form) {
    return FormIndex.gram(pool, start[form] + length[form] - FormIndex.INSIDE_LETTERS);
  }

  private void fileByWord(int form) {
    int end = start[form] + length[form];
    int before = 0;
    int hash = 0;
    int wordAt = start[form];
    int word = 0;
    int rarest = Integer.MAX_VALUE;
    int key = 0;
    for (int i = start[form]; i <= end; i++) {
      if (i < end && pool[i] != ' ') {
        hash = hash * Skeleton.MULTIPLIER + pool[i];
        continue;
      }
      if (word == 1) {
        beginnings.add(FormIndex.pair(before, hash));
      }
      int rarity = frequency[bucket(hash)];
      if (word == 0) {
        key = hash;
      } else if (Math.min(rarity, frequency[bucket(before)]) < rarest) {
        rarest = Math.min(rarity, frequency[bucket(before)]);
        key = FormIndex.pair(before, hash);
        shape[form * FormIndex.SHAPE + 1] = (wordAt - start[form]) << 16;
        shape[form * FormIndex.SHAPE + 2] = word;
      }
      before = hash;
      hash = 0;
      wordAt = i + 1;
      word++;
    }
    shape[form * FormIndex.SHAPE] = start[form];
    shape[form * FormIndex.SHAPE + 1] |= length[form];
    words[form] = (byte) word;
    mostWords = Math.max(mostWords, word);
    byWord.add(key, form);
  }

  private static int bucket(int hash) {
    return hash * SPREAD >>> (32 - FREQUENCY_BITS);
  }
}
