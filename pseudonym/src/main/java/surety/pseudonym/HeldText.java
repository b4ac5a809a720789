package surety.pseudonym;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Text that was received and is not yet decided, beside the few characters before it.
///
/// A unit is one character as a reader of the text sees it. Where it was written otherwise (an
/// escape in JSON), its written form is kept, and goes out unchanged if nothing is restored.
/// HeldText
/// that belong to the structure of JSON and not to its strings read as [#OUTSIDE].
final class HeldText {
  /// Reads as no letter, no digit and no separator.
  static final char OUTSIDE = '\0';

  /// Written form of a character of a JSON string that has no escape.
  private static final String PLAIN_IN_STRING = "";

  private static final int BEHIND = 96;
  private static final int INITIAL = 512;

  private char[] chars = new char[INITIAL];
  private @Nullable String[] written = new String[0];
  private int at = BEHIND;
  private int end = BEHIND;

  HeldText() {
    Arrays.fill(chars, 0, BEHIND, OUTSIDE);
  }

  /// Index of the first unit that is not decided.
  int at() {
    return at;
  }

  /// Index behind the last unit.
  int end() {
    return end;
  }

  /// The character at an index; [#BEHIND] characters before [#at()] are still there.
  char get(int index) {
    return chars[index];
  }

  void append(char unit) {
    room(1);
    chars[end++] = unit;
  }

  /// Appends a character of a JSON string.
  void appendQuoted(char unit) {
    append(unit, PLAIN_IN_STRING);
  }

  /// Whether the unit stands in a JSON string.
  boolean isQuoted(int index) {
    return index < written.length && written[index] != null;
  }

  void append(char unit, String asWritten) {
    room(1);
    if (written.length < chars.length) {
      written = Arrays.copyOf(written, chars.length);
    }
    written[end] = asWritten;
    chars[end++] = unit;
  }

  void append(CharSequence plain, int from, int to) {
    room(to - from);
    for (int i = from; i < to; i++) {
      chars[end++] = plain.charAt(i);
    }
  }

  /// Moves the undecided part forward to `index` without writing anything.
  void skipTo(int index) {
    at = index;
  }

  /// Writes the units before `index` as they came, and moves on.
  void release(int index, StringBuilder out) {
    if (written.length == 0) {
      out.append(chars, at, index - at);
      at = index;
      return;
    }
    while (at < index) {
      releaseOne(out);
    }
  }

  private void releaseOne(StringBuilder out) {
    String form = form(at);
    if (form.isEmpty()) {
      out.append(chars[at]);
    } else {
      out.append(form);
    }
    at++;
  }

  /// How a unit was written, empty if as it reads.
  private String form(int index) {
    String form = index < written.length ? written[index] : null;
    return form == null ? PLAIN_IN_STRING : form;
  }

  /// Length of what is held back, as it was written.
  int held() {
    return lengthTo(end);
  }

  /// How much longer the output will be when `index` is reached; negative if it was passed.
  int lengthTo(int index) {
    int length = 0;
    for (int i = Math.min(at, index); i < Math.max(at, index); i++) {
      length += Math.max(1, form(i).length());
    }
    return index < at ? -length : length;
  }

  String text(int from, int to) {
    return new String(chars, from, to - from);
  }

  private void room(int more) {
    if (end + more <= chars.length) {
      return;
    }
    int shift = at - BEHIND;
    int needed = end - shift + more;
    char[] target = needed > chars.length ? new char[needed * 2] : chars;
    System.arraycopy(chars, shift, target, 0, end - shift);
    chars = target;
    if (written.length > 0) {
      moveWritten(shift);
    }
    at -= shift;
    end -= shift;
  }

  private void moveWritten(int shift) {
    @Nullable String[] target = new String[chars.length];
    int length = Math.min(written.length, end) - shift;
    if (length > 0) {
      System.arraycopy(written, shift, target, 0, length);
    }
    written = target;
  }
}
