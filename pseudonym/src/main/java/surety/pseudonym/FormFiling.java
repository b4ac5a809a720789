package surety.pseudonym;

/// Files the forms of a table under what a text is asked for.
final class FormFiling {
  final int[] shape;
  final HashChains byWord;
  final HashChains inside;
  final HashBits anchors;
  final HashBits grams;
  final HashFilter beginnings;
  final HashBits firstWords;
  int mostWords = 1;

  private final FormTable table;
  private final byte[] pool;
  private final int[] start;
  private final int[] length;
  private final byte[] formClass;
  private final int[] gramFrequency = new int[1 << FormTable.FREQUENCY_BITS];

  /// @param insideWords whether forms are searched for inside words
  FormFiling(FormTable table, boolean insideWords) {
    this.table = table;
    this.pool = table.pool;
    this.start = table.start;
    this.length = table.length;
    this.formClass = table.formClass;
    int count = table.count;
    shape = new int[count * FormIndex.SHAPE];
    boolean[] within = new boolean[count];
    int many = 0;
    for (int form = 0; form < count; form++) {
      within[form] = insideWords && mayStandInside(form);
      many += within[form] ? 1 : 0;
    }
    byWord = new HashChains(count - many + 1);
    anchors = new HashBits(count - many);
    beginnings = new HashFilter(count - many + 1);
    firstWords = new HashBits(count - many);
    inside = new HashChains(many * FormIndex.STRIDE + 1);
    grams = new HashBits(many * FormIndex.STRIDE);
    fileByWord(within);
    fileInside(within);
  }

  private void fileByWord(boolean[] within) {
    for (int form = 0; form < table.count; form++) {
      if (within[form]) {
        shape[form * FormIndex.SHAPE] = start[form];
        shape[form * FormIndex.SHAPE + 1] = length[form];
        shape[form * FormIndex.SHAPE + 2] = formClass[form] << FormIndex.CLASS_SHIFT;
      } else {
        fileByWord(form);
      }
    }
  }

  private void fileInside(boolean[] within) {
    for (int form = 0; form < table.count; form++) {
      for (int at = 0; within[form] && at <= length[form] - FormIndex.GRAM; at++) {
        gramFrequency[FormTable.bucket(FormIndex.gram(pool, start[form] + at))]++;
      }
    }
    for (int form = 0; form < table.count; form++) {
      if (within[form]) {
        fileInside(form);
      }
    }
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
    int cost = frequency(form, 0) + frequency(form, 1);
    for (int window = 0; window <= length[form] - FormIndex.INSIDE_LETTERS; window++) {
      cost += frequency(form, window + FormIndex.STRIDE - 1);
      if (cost < least) {
        least = cost;
        best = window;
      }
      cost -= frequency(form, window);
    }
    return best;
  }

  private int frequency(int form, int at) {
    return gramFrequency[FormTable.bucket(FormIndex.gram(pool, start[form] + at))];
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
      int rarity = table.frequency(hash);
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
    shape[form * FormIndex.SHAPE + 2] |=
        formClass[form] << FormIndex.CLASS_SHIFT | (word > 1 ? FormIndex.SEVERAL_WORDS : 0);
    mostWords = Math.max(mostWords, word);
    byWord.add(key, form);
    addAnchor(anchorFrom, anchorTo);
  }

  private void addAnchor(int from, int to) {
    anchors.add(SkeletonWords.hash(pool, from, to));
    anchors.add(hashWithS(from, to));
  }

  private int hashWithS(int from, int to) {
    byte behind = pool[to];
    pool[to] = 's';
    int hash = SkeletonWords.hash(pool, from, to + 1);
    pool[to] = behind;
    return hash;
  }
}
