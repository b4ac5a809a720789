package surety.pseudonym;

import java.util.Arrays;

/// Where forms were found in a text; after [#select()], those that are replaced: from the left, the
/// longest at each place, none over another.
final class Matches {
  private static final int RUN = 16;

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

  void clear() {
    count = 0;
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

  /// Sorts by start, the longest first among those that begin together.
  void sort() {
    for (int from = 0; from < count; from += RUN) {
      insert(from, Math.min(count, from + RUN));
    }
    long[] otherSpans = new long[count > RUN ? spans.length : 0];
    int[] otherForms = new int[otherSpans.length];
    for (int run = RUN; run < count; run *= 2) {
      for (int from = 0; from < count; from += 2 * run) {
        merge(from, run, otherSpans, otherForms);
      }
      long[] sortedSpans = otherSpans;
      int[] sortedForms = otherForms;
      otherSpans = spans;
      otherForms = forms;
      spans = sortedSpans;
      forms = sortedForms;
    }
  }

  private void merge(int from, int run, long[] toSpans, int[] toForms) {
    int middle = Math.min(count, from + run);
    int end = Math.min(count, from + 2 * run);
    int left = from;
    int right = middle;
    for (int i = from; i < end; i++) {
      boolean takeRight = left == middle || (right < end && isBehind(spans[left], spans[right]));
      int taken = takeRight ? right++ : left++;
      toSpans[i] = spans[taken];
      toForms[i] = forms[taken];
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long span = spans[i];
      int form = forms[i];
      int j = i - 1;
      while (j >= from && isBehind(spans[j], span)) {
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
