package surety.pseudonym;

import java.util.Arrays;

/// Where forms were found in a text; after [#select()], those that are replaced: from the left, the
/// longest at each place, none over another.
final class Matches {
  private long[] spans = new long[16];
  private int[] forms = new int[16];
  private int count;

  void add(int start, int end, int form) {
    if (count == spans.length) {
      spans = Arrays.copyOf(spans, count * 2);
      forms = Arrays.copyOf(forms, count * 2);
    }
    spans[count] = (long) start << 32 | end;
    forms[count] = form;
    count++;
  }

  int count() {
    return count;
  }

  int start(int match) {
    return (int) (spans[match] >>> 32);
  }

  int end(int match) {
    return (int) spans[match];
  }

  int form(int match) {
    return forms[match];
  }

  /// Takes over the matches of another.
  void become(Matches other) {
    spans = other.spans.clone();
    forms = other.forms.clone();
    count = other.count;
  }

  void select() {
    sort();
    int kept = 0;
    int behind = 0;
    for (int i = 0; i < count; i++) {
      if (start(i) >= behind) {
        behind = end(i);
        spans[kept] = spans[i];
        forms[kept] = forms[i];
        kept++;
      }
    }
    count = kept;
  }

  // Found nearly in order, at most a segment's overlap apart: insertion is quick.
  void sort() {
    for (int i = 1; i < count; i++) {
      long span = spans[i];
      int form = forms[i];
      int j = i - 1;
      while (j >= 0 && isBehind(spans[j], span)) {
        spans[j + 1] = spans[j];
        forms[j + 1] = forms[j];
        j--;
      }
      spans[j + 1] = span;
      forms[j + 1] = form;
    }
  }

  private static boolean isBehind(long span, long other) {
    int starts = Integer.compare((int) (span >>> 32), (int) (other >>> 32));
    return starts > 0 || (starts == 0 && (int) span < (int) other);
  }
}
