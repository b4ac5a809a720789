package surety.pseudonym;

/// Finds the forms of one directory in one text. One per text: not thread-safe.
final class Matcher {
  static final int SEGMENT = 1 << 15;

  private static final int OVERLAP = 1 << 11;

  private final FormLayers layers;
  private final char[] text;
  private final int end;
  private final Skeleton skeleton;
  private final Prober[] probers;

  Matcher(Directory directory, char[] text, int end, Matches found) {
    this.layers = directory.forms();
    this.text = text;
    this.end = end;
    this.skeleton = new Skeleton(directory.fold(), Math.min(end, SEGMENT));
    Spans spans = new Spans(directory.fold(), text, end);
    this.probers = new Prober[layers.count()];
    for (int i = 0; i < probers.length; i++) {
      FormIndex index = layers.layer(i);
      probers[i] = new Prober(directory, index, layers.firstForm(i), skeleton, spans, found);
    }
  }

  void find() {
    int from = 0;
    while (from < end) {
      int to = cut(from);
      skeleton.fold(text, from, to);
      for (Prober prober : probers) {
        prober.find();
      }
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
    int word = skeleton.words.count - layers.mostWords() - 1;
    int next = word > 0 ? skeleton.textOf(skeleton.words.begin[word]) : 0;
    return next > from && next > to - SEGMENT / 2 ? next : to - OVERLAP;
  }
}
