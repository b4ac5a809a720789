package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// The letters of every form of a directory, one behind the other, each form once. If a form is
/// several entities' or comes in several classes, the class that counts more often stays.
final class LookForms {
  private static final int INSIDE_LETTERS = 9;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final LookText text = new LookText(Entity.MAX_NAME_LENGTH);
  private final LookSkeleton skeleton = new LookSkeleton();

  private byte[] letters = new byte[1 << 12];
  private int used;
  private int[] from = new int[1 << 8];
  private int[] length = new int[1 << 8];
  private byte[] formClass = new byte[1 << 8];
  private byte[] kind = new byte[1 << 8];
  private boolean[] inside = new boolean[1 << 8];

  /// Bit n: a word begins at letter n, for the first 64 letters.
  private long[] breaks = new long[1 << 8];

  private int[] known = new int[1 << 10];
  private int count;
  private int longForms;
  private int longest;

  LookForms(Consumer<Consumer<Form>> source) {
    source.accept(this::add);
    known = new int[0];
    makeRoom(LookSkeleton.PADDING);
  }

  private void add(Form form) {
    byte[] written = form.text().getBytes(StandardCharsets.UTF_8);
    text.clear();
    text.addUtf8(written, 0, written.length);
    skeleton.read(text.bytes(), text.length());
    if (skeleton.length == 0) {
      return;
    }
    int slot = slot();
    if (known[slot] != 0) {
      strengthen(known[slot] - 1, form);
      return;
    }
    makeRoom(skeleton.length);
    System.arraycopy(skeleton.letters, 0, letters, used, skeleton.length);
    from[count] = used;
    length[count] = skeleton.length;
    longForms += skeleton.length >= LookNames.LEAST_LONG ? 1 : 0;
    longest = Math.max(longest, skeleton.length);
    used += skeleton.length;
    set(count, form);
    count++;
    known[slot] = count;
  }

  private void strengthen(int known, Form form) {
    if (form.formClass().ordinal() < formClass[known]) {
      set(known, form);
    }
  }

  private void set(int at, Form form) {
    formClass[at] = (byte) form.formClass().ordinal();
    kind[at] = (byte) form.entity().kind().ordinal();
    inside[at] = form.formClass() == FormClass.STRONG && lettersOf(at) >= INSIDE_LETTERS;
    breaks[at] = breaks();
  }

  private int lettersOf(int at) {
    int number = 0;
    for (int i = from[at]; i < from[at] + length[at]; i++) {
      number += (letters[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    return number;
  }

  private int slot() {
    if (count * 2 >= known.length) {
      grow();
    }
    int mask = known.length - 1;
    int slot = (int) hash(skeleton.letters, 0, skeleton.length) & mask;
    while (known[slot] != 0 && !isSame(known[slot] - 1)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Short forms that have their spaces elsewhere are found in other places.
  private boolean isSame(int form) {
    return length[form] == skeleton.length
        && (length[form] >= LookNames.LEAST_LONG || breaks[form] == breaks())
        && equals(form, skeleton.letters, 0);
  }

  private long breaks() {
    long bits = 0;
    for (int word = 0; word < skeleton.words && skeleton.starts[word] < Long.SIZE; word++) {
      bits |= 1L << skeleton.starts[word];
    }
    return bits;
  }

  private static long hash(byte[] letters, int from, int to) {
    long hash = 0;
    for (int i = from; i < to; i++) {
      hash = (hash ^ letters[i]) * SPREAD;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private void grow() {
    int[] old = known;
    known = new int[old.length * 2];
    for (int form = 0; form < count; form++) {
      int mask = known.length - 1;
      int slot = (int) hash(letters, from[form], from[form] + length[form]) & mask;
      while (known[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      known[slot] = form + 1;
    }
  }

  private void makeRoom(int more) {
    if (used + more > letters.length) {
      letters = Arrays.copyOf(letters, Math.max(letters.length * 2, used + more));
    }
    if (count == from.length) {
      int most = count * 2;
      from = Arrays.copyOf(from, most);
      length = Arrays.copyOf(length, most);
      formClass = Arrays.copyOf(formClass, most);
      kind = Arrays.copyOf(kind, most);
      inside = Arrays.copyOf(inside, most);
      breaks = Arrays.copyOf(breaks, most);
    }
  }

  int count() {
    return count;
  }

  /// How many forms are long enough for grams.
  int countLong() {
    return longForms;
  }

  /// Length of the longest form in bytes.
  int longest() {
    return longest;
  }

  byte[] letters() {
    return letters;
  }

  int from(int form) {
    return from[form];
  }

  /// Length in bytes.
  int length(int form) {
    return length[form];
  }

  FormClass formClass(int form) {
    return FormClass.values()[formClass[form]];
  }

  EntityKind kind(int form) {
    return EntityKind.values()[kind[form]];
  }

  /// Whether the form counts inside a word and over any separators.
  boolean isFoundInside(int form) {
    return inside[form];
  }

  /// Whether a word of the form begins at a letter from `first` to before `end`.
  boolean hasBreak(int form, int first, int end) {
    if (first >= Long.SIZE) {
      return false;
    }
    long bits = breaks[form] >>> first;
    return (end - first >= Long.SIZE ? bits : bits & (1L << end - first) - 1) != 0;
  }

  boolean equals(int form, byte[] other, int at) {
    int start = from[form];
    return Arrays.equals(letters, start, start + length[form], other, at, at + length[form]);
  }
}
