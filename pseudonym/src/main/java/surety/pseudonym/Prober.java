package surety.pseudonym;

/// Finds the forms of one index in a stretch of text that is folded. Not thread-safe.
final class Prober {
  private static final int LONGEST_PIECE = 64;
  private static final int MOST_PIECES = 5;

  private final FormIndex index;
  private final int firstForm;
  private final HashChains byWord;
  private final boolean finalS;
  private final boolean innerBoundaries;
  private final Skeleton skeleton;
  private final SkeletonWords words;
  private final Spans spans;
  private final Matches found;
  private final Candidates whole;
  private final Candidates inside;

  /// Words of a stretch that need a look: those that may be an anchor, and long ones.
  private int[] hits = new int[0];

  private int[] longWords = new int[0];
  private int hitCount;
  private int longCount;

  private int[] ends = new int[16];
  private int[] endsBefore = new int[16];

  /// @param firstForm number of the first form of the index among those of its directory
  Prober(
      Directory directory,
      FormIndex index,
      int firstForm,
      Skeleton skeleton,
      Spans spans,
      Matches found) {
    this.index = index;
    this.firstForm = firstForm;
    this.byWord = index.byWord;
    this.finalS = directory.rules().contains(Rule.FINAL_S);
    this.innerBoundaries = directory.rules().contains(Rule.INNER_BOUNDARIES);
    this.skeleton = skeleton;
    this.words = skeleton.words;
    this.spans = spans;
    this.found = found;
    this.whole = new Candidates(byWord, 1);
    this.inside = new Candidates(index.inside, FormIndex.STRIDE);
  }

  /// Notes what stands in the stretch that the skeleton holds now.
  void find() {
    sift();
    probe();
  }

  // Which words need a look cannot be foreseen, so this does not branch either.
  private void sift() {
    HashBits anchors = index.anchors;
    int[] begin = words.begin;
    int[] end = words.end;
    if (hits.length < words.count) {
      hits = new int[begin.length];
      longWords = new int[begin.length];
    }
    int hit = 0;
    int wide = 0;
    for (int word = 0; word < words.count; word++) {
      hits[hit] = word;
      hit += anchors.get(words.hash[word]);
      longWords[wide] = word;
      wide += FormIndex.INSIDE_LETTERS - 1 - (end[word] - begin[word]) >>> 31;
    }
    hitCount = hit;
    longCount = wide;
  }

  private void probe() {
    for (int i = 0; i < hitCount; i++) {
      probeWord(hits[i]);
    }
    for (int i = 0; i < longCount; i++) {
      probeInside(longWords[i]);
    }
    for (int i = 0; innerBoundaries && i < words.mixedCount; i++) {
      probeMixed(words.mixed[i]);
    }
    verifyAll();
  }

  private void probeWord(int word) {
    int before = word == 0 ? 0 : words.hash[word - 1];
    int from = words.begin[word];
    int to = words.end[word];
    probe(words.hash[word], before, word);
    if (finalS && skeleton.letters[to - 1] == 's' && to - from > 1) {
      probe(SkeletonWords.hash(skeleton.letters, from, to - 1), before, word);
    }
  }

  private void probe(int hash, int before, int word) {
    if (byWord.mayHave(hash)) {
      whole.add(hash, word, words.begin[word]);
    }
    int pair = FormIndex.pair(before, hash);
    if (byWord.mayHave(pair)) {
      whole.add(pair, word, words.begin[word]);
    }
  }

  private void probeInside(int word) {
    byte[] letters = skeleton.letters;
    HashBits grams = index.grams;
    int last = words.end[word] - FormIndex.GRAM;
    for (int at = words.begin[word]; at <= last; at += FormIndex.STRIDE) {
      int hash = FormIndex.gram(letters, at);
      if (grams.get(hash) != 0 && index.inside.mayHave(hash)) {
        inside.add(hash, word, at);
      }
    }
  }

  private void verifyAll() {
    whole.lookUp(index);
    for (int i = 0; i < whole.count(); i++) {
      verifyFrom(whole.entry(i), whole.word(i), whole.place(i));
    }
    whole.clear();
    inside.lookUp(index);
    for (int i = 0; i < inside.count(); i++) {
      verifyInside(inside.entry(i), inside.word(i), inside.place(i));
    }
    inside.clear();
  }

  private void verifyInside(int first, int word, int at) {
    for (int e = first; e != 0; e = index.inside.next(e)) {
      int value = index.inside.value(e);
      int form = value / FormIndex.STRIDE;
      int start = at - index.window(form) - value % FormIndex.STRIDE;
      if (start >= words.begin[word]
          && index.standsAt(form, skeleton.letters, start, words.end[word])) {
        add(form, start, start + index.length(form));
      }
    }
  }

  // Pieces of words that have boundaries inside: acmePortal, O'Brien's, 2024Acme. A piece may also
  // be one of two neighbours that a form is filed under.
  private void probeMixed(int word) {
    ends = room(ends, word);
    int count = words.boundaries(word, ends);
    for (int from = 0; from < count - 1; from++) {
      probePieces(word, count, from);
    }
    if (word > 0) {
      probePairs(word, count);
    }
    if (word + 1 < words.count && !words.isMixed(word + 1)) {
      ends = room(ends, word + 1);
      probePairs(word + 1, words.boundaries(word + 1, ends));
    }
  }

  private int[] room(int[] places, int word) {
    int most = words.end[word] - words.begin[word] + 2;
    return places.length < most ? new int[most + 16] : places;
  }

  private void probePieces(int word, int count, int from) {
    byte[] letters = skeleton.letters;
    int start = ends[from];
    for (int to = from + 1; to < count && ends[to] - start <= LONGEST_PIECE; to++) {
      int stop = ends[to];
      int hash = SkeletonWords.hash(letters, start, stop);
      if (index.anchors.get(hash) != 0) {
        probePiece(hash, word, start);
        if (finalS && letters[stop - 1] == 's' && stop - start > 1) {
          probePiece(SkeletonWords.hash(letters, start, stop - 1), word, start);
        }
      }
    }
  }

  private void probePairs(int word, int count) {
    byte[] letters = skeleton.letters;
    endsBefore = room(endsBefore, word - 1);
    int countBefore = words.boundaries(word - 1, endsBefore);
    int start = ends[0];
    for (int to = 1; to < Math.min(count, MOST_PIECES + 1); to++) {
      int stop = ends[to];
      int hash = SkeletonWords.hash(letters, start, stop);
      if (index.anchors.get(hash) == 0) {
        continue;
      }
      for (int from = Math.max(0, countBefore - MOST_PIECES); from < countBefore - 1; from++) {
        int before = SkeletonWords.hash(letters, endsBefore[from], endsBefore[countBefore - 1]);
        probePiece(FormIndex.pair(before, hash), word, start);
        if (finalS && letters[stop - 1] == 's' && stop - start > 1) {
          int shorter = SkeletonWords.hash(letters, start, stop - 1);
          probePiece(FormIndex.pair(before, shorter), word, start);
        }
      }
    }
  }

  private void probePiece(int hash, int word, int at) {
    if (byWord.mayHave(hash)) {
      verifyFrom(byWord.first(hash), word, at);
    }
  }

  /// Compares the form of this entry, and of the others under the same hash, whose anchor would
  /// stand at `at`.
  private void verifyFrom(int first, int word, int at) {
    for (int e = first; e != 0; e = byWord.next(e)) {
      int form = byWord.value(e);
      int firstWord = word - index.anchorWord(form);
      if (firstWord >= 0) {
        verify(form, firstWord, firstWord == word ? at : -1);
      }
    }
  }

  /// @param at where the form begins; if it is -1, so that its first word ends with the text's
  private void verify(int form, int firstWord, int at) {
    byte[] pool = index.pool;
    byte[] letters = skeleton.letters;
    int from = index.from(form);
    int behind = from + index.length(form);
    int word = firstWord;
    int start = at;
    for (int i = from; at < 0 && i < behind && start < 0; i++) {
      start = pool[i] == ' ' ? words.end[word] - (i - from) : -1;
    }
    if (start < words.begin[word]) {
      return;
    }
    int place = start;
    for (int i = from; i < behind; i++) {
      if (pool[i] != ' ') {
        if (pool[i] != letters[place++]) {
          return;
        }
      } else {
        word++;
        if (place != words.end[word - 1] || word == words.count) {
          return;
        }
        place = words.begin[word];
      }
    }
    bound(form, firstWord, start, word, place);
  }

  private void bound(int form, int firstWord, int start, int lastWord, int stop) {
    boolean begins = start == words.begin[firstWord] || isInner(start);
    if (begins && (ends(lastWord, stop) || endsBeforeS(lastWord, stop))) {
      add(form, start, stop);
    }
  }

  private boolean ends(int word, int at) {
    return at == words.end[word] || (at < words.end[word] && isInner(at));
  }

  private boolean endsBeforeS(int word, int at) {
    return finalS && at < words.end[word] && skeleton.letters[at] == 's' && ends(word, at + 1);
  }

  private boolean isInner(int at) {
    return innerBoundaries && words.isInner(at);
  }

  private void add(int form, int start, int stop) {
    int from = skeleton.textOf(start);
    int to = spans.behind(skeleton.textBehind(stop));
    if (index.hasSeveralWords(form) && spans.crossesMember(from, to)) {
      return;
    }
    if (spans.counts(index.formClass(form), from, to)) {
      found.add(from, to, firstForm + form);
    }
  }
}
