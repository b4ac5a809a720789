package surety.pseudonym;

/// Finds the forms of one directory in one text. One per text: not thread-safe.
final class Matcher {
  static final int SEGMENT = 1 << 15;

  private static final int OVERLAP = 1 << 11;
  private static final int LONGEST_PIECE = 64;

  private final FormIndex index;
  private final HashChains byWord;
  private final boolean finalS;
  private final boolean innerBoundaries;
  private final char[] text;
  private final int end;
  private final Skeleton skeleton;
  private final Spans spans;
  private final Matches found;
  private final Candidates whole;
  private final Candidates inside;

  Matcher(Directory directory, char[] text, int end, Matches found) {
    this.index = directory.index();
    this.byWord = index.byWord;
    this.finalS = directory.rules().contains(Rule.FINAL_S);
    this.innerBoundaries = directory.rules().contains(Rule.INNER_BOUNDARIES);
    this.text = text;
    this.end = end;
    this.skeleton = new Skeleton(directory.fold(), Math.min(end, SEGMENT));
    this.spans = new Spans(directory.fold(), text, end, skeleton);
    this.found = found;
    this.whole = new Candidates(byWord);
    this.inside = new Candidates(index.inside);
  }

  void find() {
    int from = 0;
    while (from < end) {
      int to = cut(from);
      skeleton.fold(text, from, to);
      probe();
      from = to == end ? end : resume(from, to);
    }
  }

  // A segment ends where nothing can be cut: at white space, if there is any.
  private int cut(int from) {
    int to = Math.min(end, from + SEGMENT);
    if (to == end) {
      return end;
    }
    for (int i = to; i > to - OVERLAP; i--) {
      if (Character.isWhitespace(text[i])) {
        return i;
      }
    }
    return Character.isLowSurrogate(text[to]) ? to - 1 : to;
  }

  private int resume(int from, int to) {
    int word = skeleton.words - index.mostWords - 1;
    int next = word > 0 ? skeleton.textAt[word] : 0;
    return next > from && next > to - SEGMENT / 2 ? next : to - OVERLAP;
  }

  private void probe() {
    Skeleton s = skeleton;
    HashChains chains = byWord;
    int before = 0;
    for (int word = 0; word < s.words; word++) {
      int hash = s.hash[word];
      if (chains.mayHave(hash)) {
        whole.add(hash, word, s.at[word]);
      }
      int pair = FormIndex.pair(before, hash);
      if (chains.mayHave(pair)) {
        whole.add(pair, word, s.at[word]);
      }
      int last = s.endOf(word);
      if (finalS && s.letters[last - 1] == 's') {
        probeShorter(word, before);
      }
      if (last - s.at[word] > FormIndex.INSIDE_LETTERS) {
        probeInside(word, last);
      }
      if (innerBoundaries && (s.mixed[word] || (word > 0 && s.mixed[word - 1]))) {
        probeMixed(word);
      }
      before = hash;
    }
    verifyAll();
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

  private void probeShorter(int word, int before) {
    int hash = skeleton.shorter[word];
    if (byWord.mayHave(hash)) {
      whole.add(hash, word, skeleton.at[word]);
    }
    int pair = FormIndex.pair(before, hash);
    if (byWord.mayHave(pair)) {
      whole.add(pair, word, skeleton.at[word]);
    }
  }

  private void probeInside(int word, int last) {
    char[] letters = skeleton.letters;
    HashChains chains = index.inside;
    int from = skeleton.at[word];
    int hash = FormIndex.gram(letters, from);
    for (int at = from; ; at++) {
      if (chains.mayHave(hash)) {
        inside.add(hash, word, at);
      }
      int next = at + FormIndex.INSIDE_LETTERS;
      if (next >= last) {
        return;
      }
      hash = (hash - letters[at] * FormIndex.OLDEST) * Skeleton.MULTIPLIER + letters[next];
    }
  }

  private void verifyInside(int first, int word, int at) {
    int last = skeleton.endOf(word);
    for (int e = first; e != 0; e = index.inside.next(e)) {
      int value = index.inside.value(e);
      int form = value < 0 ? ~value : value;
      int length = index.length[form];
      int start = value < 0 ? at + FormIndex.INSIDE_LETTERS - length : at;
      if (start >= skeleton.at[word] && index.standsAt(form, skeleton.letters, start, last)) {
        add(form, word, start, word, start + length);
      }
    }
  }

  // Pieces of words that have boundaries inside: acmePortal, O'Brien's, 2024Acme.
  private void probeMixed(int word) {
    int[] ends = spans.boundaries(word);
    if (skeleton.mixed[word]) {
      for (int from = 0; from < ends.length - 1; from++) {
        probePieces(word, ends, from);
      }
    }
    if (word > 0) {
      int[] before = spans.boundaries(word - 1);
      for (int from = Math.max(0, before.length - 5); from < before.length - 1; from++) {
        int hash = hash(before[from], before[before.length - 1]);
        for (int to = 1; to < Math.min(ends.length, 6); to++) {
          probePiece(FormIndex.pair(hash, hash(ends[0], ends[to])), word, ends[0]);
          if (finalS && skeleton.letters[ends[to] - 1] == 's') {
            probePiece(FormIndex.pair(hash, hash(ends[0], ends[to] - 1)), word, ends[0]);
          }
        }
      }
    }
  }

  private void probePieces(int word, int[] ends, int from) {
    int hash = 0;
    int at = ends[from];
    for (int to = from + 1; to < ends.length && ends[to] - ends[from] <= LONGEST_PIECE; to++) {
      int shorter = hash;
      for (; at < ends[to]; at++) {
        shorter = hash;
        hash = hash * Skeleton.MULTIPLIER + skeleton.letters[at];
      }
      probePiece(hash, word, ends[from]);
      if (finalS && skeleton.letters[at - 1] == 's') {
        probePiece(shorter, word, ends[from]);
      }
    }
  }

  private int hash(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * Skeleton.MULTIPLIER + skeleton.letters[i];
    }
    return hash;
  }

  private void probePiece(int hash, int word, int at) {
    if (byWord.mayHave(hash)) {
      verifyFrom(byWord.first(hash), word, at);
    }
  }

  /// Compares the form of this entry, and of the others under the same hash, whose anchor would
  // stand
  /// at `at`.
  private void verifyFrom(int first, int word, int at) {
    for (int e = first; e != 0; e = byWord.next(e)) {
      int form = byWord.value(e);
      int start = index.beginning(form, skeleton.letters, at, skeleton.length);
      int firstWord = word - index.anchorWord(form);
      if (start >= 0 && firstWord >= 0) {
        bound(form, firstWord, start);
      }
    }
  }

  private void bound(int form, int firstWord, int start) {
    int lastWord = firstWord + index.words[form] - 1;
    int stop = start + index.length[form];
    if (lastWord < skeleton.words
        && begins(firstWord, start)
        && (ends(lastWord, stop) || endsBeforeS(lastWord, stop))) {
      add(form, firstWord, start, lastWord, stop);
    }
  }

  private boolean begins(int word, int at) {
    return at == skeleton.at[word] || isInner(word, at);
  }

  private boolean ends(int word, int at) {
    return at == skeleton.endOf(word) || isInner(word, at);
  }

  private boolean endsBeforeS(int word, int at) {
    return finalS && skeleton.letters[at] == 's' && at < skeleton.endOf(word) && ends(word, at + 1);
  }

  private boolean isInner(int word, int at) {
    if (!innerBoundaries || !skeleton.mixed[word]) {
      return false;
    }
    for (int boundary : spans.boundaries(word)) {
      if (boundary == at) {
        return true;
      }
    }
    return false;
  }

  private void add(int form, int firstWord, int start, int lastWord, int stop) {
    int from = spans.textOf(firstWord, start);
    int to = spans.textBehind(lastWord, stop);
    if (index.words[form] > 1 && spans.crossesMember(from, to)) {
      return;
    }
    if (spans.counts(FORM_CLASSES[index.formClass[form]], from, to)) {
      found.add(from, to, form);
    }
  }

  private static final FormClass[] FORM_CLASSES = FormClass.values();
}
