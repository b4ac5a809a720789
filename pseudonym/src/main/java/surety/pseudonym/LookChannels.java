package surety.pseudonym;

import java.util.Arrays;

/// The strings of a body by the name of their member: `content` behind `content`, `text` behind
/// `text`. A name that is split over parts or messages stands together there.
///
/// Of a long string only both ends are kept; what is between was searched already.
final class LookChannels {
  /// Longer than the longest name in bytes.
  private static final int MOST_NAME = 3 * Entity.MAX_NAME_LENGTH;

  /// A letter that no name has.
  private static final byte BARRIER = (byte) 0xFF;

  private final LookText values;
  private int[] keys = new int[1 << 8];
  private int[] starts = new int[1 << 8];
  private int[] ends = new int[1 << 8];
  private int count;
  private int mostKey;

  LookChannels(LookText values) {
    this.values = values;
  }

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

  /// The channels one behind the other.
  LookText joined() {
    int[] order = byKey();
    LookText joined = new LookText(Math.min(values.length(), count * 64));
    for (int i = 0; i < count; i++) {
      int at = order[i];
      boolean alone =
          (i == 0 || keys[order[i - 1]] != keys[at])
              && (i + 1 == count || keys[order[i + 1]] != keys[at]);
      if (i > 0 && keys[order[i - 1]] != keys[at]) {
        joined.add(BARRIER);
      }
      if (!alone) {
        append(joined, starts[at], ends[at]);
      }
    }
    return joined;
  }

  private void append(LookText joined, int start, int end) {
    if (end - start <= 2 * MOST_NAME) {
      joined.addText(values.raw(), start, end);
    } else {
      joined.addText(values.raw(), start, start + MOST_NAME);
      joined.add(BARRIER);
      joined.addText(values.raw(), end - MOST_NAME, end);
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
