package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The names of members that a body has, each once, with what they mean in the providers' formats.
final class LookKeys {
  static final int FIELD = 1;
  static final int FIXED = 1 << 1;
  static final int OPAQUE = 1 << 2;
  static final int PROMPT = 1 << 3;
  static final int OWN_DATA = 1 << 4;
  static final int TYPE = 1 << 5;
  static final int DATA = 1 << 6;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private byte[] letters = new byte[1 << 10];
  private int[] ends = new int[1 << 6];
  private int[] flags = new int[1 << 6];
  private Attachment[] attachments = new Attachment[1 << 6];
  private int[] slots = new int[1 << 8];
  private int[] followers = new int[1 << 6];
  private int count;

  /// The number of a name, a new one if it was not seen before.
  int number(byte[] text, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash(text, from, to) & mask;
    while (slots[slot] != 0) {
      int known = slots[slot] - 1;
      if (Arrays.equals(letters, start(known), ends[known], text, from, to)) {
        return known;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = count + 1;
    return add(text, from, to);
  }

  /// The name that stands in a body at `at`, if it is the one that came behind `before` last time:
  /// records repeat their members in the same order.
  ///
  /// @return its number, or -1 if it is another
  int expected(int before, byte[] json, int at) {
    int expected = before < 0 ? -1 : followers[before] - 1;
    if (expected < 0) {
      return -1;
    }
    int start = start(expected);
    int end = ends[expected];
    int behind = at + end - start;
    if (behind >= json.length || json[behind] != '"') {
      return -1;
    }
    for (int i = start, j = at; i < end; i++, j++) {
      if (letters[i] != json[j]) {
        return -1;
      }
    }
    return expected;
  }

  /// Notes that a name came directly behind another one in its object.
  void follows(int before, int key, boolean asWritten) {
    if (before >= 0 && asWritten) {
      followers[before] = key + 1;
    }
  }

  int length(int key) {
    return ends[key] - start(key);
  }

  /// Whether a value under this name needs no further question.
  boolean isPlain(int key) {
    return key < 0 || (flags[key] & ~(FIELD | OWN_DATA | PROMPT)) == 0 && attachments[key] == null;
  }

  int count() {
    return count;
  }

  boolean is(int key, int flag) {
    return key >= 0 && (flags[key] & flag) != 0;
  }

  Optional<Attachment> attachment(int key) {
    return key < 0 ? Optional.empty() : Optional.ofNullable(attachments[key]);
  }

  private int start(int key) {
    return key == 0 ? 0 : ends[key - 1];
  }

  private static int hash(byte[] text, int from, int to) {
    long hash = to - from;
    for (int at = from; at < to; at += Long.BYTES) {
      long eight = LookNames.eight(text, at);
      int left = to - at;
      long mask = left >= Long.BYTES ? -1L : (1L << 8 * left) - 1;
      hash = (hash ^ (eight & mask)) * SPREAD;
    }
    return (int) (hash >>> 32);
  }

  private int add(byte[] text, int from, int to) {
    int start = count == 0 ? 0 : ends[count - 1];
    if (start + to - from + Long.BYTES > letters.length) {
      letters = Arrays.copyOf(letters, (start + to - from) * 2 + Long.BYTES);
    }
    System.arraycopy(text, from, letters, start, to - from);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      followers = Arrays.copyOf(followers, count * 2);
      flags = Arrays.copyOf(flags, count * 2);
      attachments = Arrays.copyOf(attachments, count * 2);
    }
    ends[count] = start + to - from;
    String name = new String(text, from, to - from, StandardCharsets.UTF_8);
    flags[count] = flags(name);
    attachments[count] = LookAttachments.byKey(name).orElse(null);
    count++;
    if (count * 2 > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int key = 0; key < count; key++) {
      int slot = hash(letters, start(key), ends[key]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = key + 1;
    }
  }

  private static int flags(String name) {
    return (LookWire.FIELDS.contains(name) ? FIELD : 0)
        | (LookWire.FIXED_FIELDS.contains(name) ? FIXED : 0)
        | (LookWire.OPAQUE_FIELDS.contains(name) ? OPAQUE : 0)
        | (LookWire.PROMPT_FIELDS.contains(name) ? PROMPT : 0)
        | (LookWire.DATA_FIELDS.contains(name) ? OWN_DATA : 0)
        | (name.equals("type") ? TYPE : 0)
        | (name.equals("data") ? DATA : 0);
  }
}
