package surety.pseudonym;

import java.nio.charset.StandardCharsets;

/// Tells of two values that follow each other in JSON whether a form may go over the end of the
/// first, by the letters around that end alone. Where it cannot tell it says yes.
final class JsonJoints {
  /// Letters that are read on either side: a form's gram has one on the other side at least.
  private static final int SIDE = FormCrossings.GRAM - 1;

  /// Characters that are looked at for these letters, separators among them.
  private static final int MOST_READ = 64;

  /// The longest escape that stands for one letter.
  private static final int LONGEST_ESCAPE = 12;

  private final FormLayers forms;
  private final Fold fold;
  private final short[] steps;
  private final Units units;
  private final char[] all;
  private final int[] from;
  private final int[] to;
  private final int count;

  /// The last letters before the joint, and the first behind it; the first one lowest.
  private long tail;

  private int tailLetters;
  private long head;
  private int headLetters;

  /// @param from where each value begins in `all`; none is empty
  /// @param to where each ends
  JsonJoints(Directory directory, char[] all, int[] from, int[] to, int count) {
    this.forms = directory.forms();
    this.fold = directory.fold();
    this.steps = fold.steps();
    this.units = new Units(fold);
    this.all = all;
    this.from = from;
    this.to = to;
    this.count = count;
  }

  /// Whether a form may go over the end of a value into the next.
  boolean mayCross(int value) {
    return !readBack(value) || !readOn(value + 1) || mayCross();
  }

  /// Reads the letters before the joint, also those of values before.
  ///
  /// @return whether they could be read
  private boolean readBack(int value) {
    tail = 0;
    tailLetters = 0;
    int i = to[value];
    int current = value;
    for (int left = MOST_READ; tailLetters < SIDE; left--) {
      if (i == from[current]) {
        if (current == 0) {
          return true;
        }
        i = to[--current];
      }
      char letter = all[--i];
      int step = steps[letter];
      if (step > Fold.SEPARATOR) {
        tail = tail << Byte.SIZE | step & 0xFF;
        tailLetters++;
      } else if (left <= 0 || (step < 0 && !putBefore(letter, i, current))) {
        return false;
      }
    }
    return !mayBeEscaped(i, current);
  }

  /// Whether what was read may be the end of an escape.
  private boolean mayBeEscaped(int at, int value) {
    for (int i = at - 1; i >= Math.max(from[value], at - LONGEST_ESCAPE); i--) {
      if (steps[all[i]] < 0 && isEscape(i, value)) {
        return true;
      }
    }
    return false;
  }

  private boolean readOn(int value) {
    head = 0;
    headLetters = 0;
    int i = from[value];
    int current = value;
    for (int left = MOST_READ; headLetters < SIDE; left--) {
      if (i == to[current]) {
        if (current + 1 == count) {
          return true;
        }
        i = from[++current];
      }
      char letter = all[i++];
      int step = steps[letter];
      if (step > Fold.SEPARATOR) {
        putBehind(step);
      } else if (left <= 0 || (step < 0 && !putBehind(letter, i - 1, current))) {
        return false;
      }
    }
    return true;
  }

  private boolean putBefore(char letter, int at, int value) {
    byte[] spelled = spelled(letter);
    for (int i = spelled.length - 1; i >= 0 && tailLetters < SIDE; i--) {
      tail = tail << Byte.SIZE | spelled[i] & 0xFF;
      tailLetters++;
    }
    return spelled.length > 0 || vanishes(letter, at, value);
  }

  private boolean putBehind(char letter, int at, int value) {
    byte[] spelled = spelled(letter);
    for (int i = 0; i < spelled.length && headLetters < SIDE; i++) {
      putBehind(spelled[i]);
    }
    return spelled.length > 0 || vanishes(letter, at, value);
  }

  private void putBehind(int letter) {
    head |= (letter & 0xFFL) << Byte.SIZE * headLetters++;
  }

  /// What a letter becomes that is no plain one; nothing if it is none, or depends on others.
  private byte[] spelled(char letter) {
    int entry = fold.table()[letter];
    char folded = (char) entry;
    boolean several =
        folded == Fold.WIDE && !Character.isSurrogate(letter) && !Fold.standsAlone(letter);
    String text =
        several ? fold.expanded(letter) : folded > Fold.SEPARATOR ? String.valueOf(folded) : "";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Whether a character that spells nothing has no meaning for the letters beside it.
  private boolean vanishes(char letter, int at, int value) {
    char folded = (char) fold.table()[letter];
    return folded == Fold.SKIP
        || folded == Fold.SOFT
        || (folded == Fold.ESCAPE && !isEscape(at, value));
  }

  private boolean isEscape(int at, int value) {
    if ((char) fold.table()[all[at]] != Fold.ESCAPE) {
      return false;
    }
    units.begin(all, to[value]);
    units.read(at);
    return !units.separator || units.next > at + 1;
  }

  private boolean mayCross() {
    for (int before = 1; before <= tailLetters; before++) {
      long ending = tail >>> Byte.SIZE * (tailLetters - before);
      if (mayCross(ending | head << Byte.SIZE * before, before)) {
        return true;
      }
    }
    return false;
  }

  /// @param around letters, of which so many stand before the joint
  private boolean mayCross(long around, int before) {
    int letters = Math.min(FormCrossings.GRAM, before + headLetters);
    if (letters == FormCrossings.GRAM && forms.mayStand(around)) {
      return true;
    }
    for (int n = Math.min(letters, FormCrossings.GRAM - 1); n > before; n--) {
      if (forms.mayBe(around & FormCrossings.mask(n))) {
        return true;
      }
    }
    return false;
  }
}
