package surety.pseudonym;

import java.util.Arrays;

/// The strings of a body by the name of their member: `content` behind `content`, `text` behind
/// `text`. A name that is split over parts or messages stands together there.
///
/// Of a long string only both ends are kept; what is between was searched already.
final class LookChannels {
  private int[] keys = new int[1 << 8];
  private int[] starts = new int[1 << 8];
  private int[] ends = new int[1 << 8];
  private int count;
  private int mostKey;

  void add(int key, int start, int end) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    keys[count] = key + 1;
    starts[count] = start;
    ends[count] = end;
    mostKey = Math.max(mostKey, key + 1);
    count++;
  }

  /// The letters of the channels, one behind the other.
  ///
  /// @param read what was read of the values
  /// @param longest length of the longest name in bytes
  LookSkeleton joined(LookSkeleton read, int longest) {
    int[] order = byKey();
    LookSkeleton joined = new LookSkeleton();
    joined.begin((int) Math.min(read.length, 2L * longest * count) + 3 * count);
    for (int i = 0; i < count; i++) {
      int at = order[i];
      boolean first = i == 0 || keys[order[i - 1]] != keys[at];
      boolean last = i + 1 == count || keys[order[i + 1]] != keys[at];
      if (!first || !last) {
        append(read, joined, starts[at], ends[at], longest);
      }
      if (last) {
        joined.addBarrier();
      }
    }
    return joined;
  }

  private static void append(
      LookSkeleton read, LookSkeleton joined, int start, int end, int longest) {
    int from = read.lettersBefore(start);
    int to = read.lettersBefore(end);
    if (to - from <= 2 * longest) {
      joined.addLetters(read, from, to);
    } else {
      joined.addLetters(read, from, from + longest);
      joined.addBarrier();
      joined.addLetters(read, to - longest, to);
    }
  }

  /// The order by key, and within a key as they came.
  private int[] byKey() {
    int[] at = new int[mostKey + 2];
    for (int i = 0; i < count; i++) {
      at[keys[i] + 1]++;
    }
    for (int key = 1; key < at.length; key++) {
      at[key] += at[key - 1];
    }
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[at[keys[i]]++] = i;
    }
    return order;
  }
}
