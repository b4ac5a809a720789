package surety.pseudonym;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A text as a reader sees it, in bytes: ASCII as it is, other letters as [LookLetters] has them.
/// Pieces are parted by [#PART].
final class LookText {
  static final byte PART = 0;
  static final int PADDING = 72;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;
  private static final long SPACES = 0x2020202020202020L;
  private static final int STEP = 8;

  private byte[] bytes;
  private int length;

  LookText(int capacity) {
    bytes = new byte[capacity + PADDING];
  }

  /// The bytes, with [#PADDING] zeros behind the last.
  byte[] bytes() {
    Arrays.fill(bytes, length, length + PADDING, PART);
    return bytes;
  }

  /// The bytes, with whatever behind the last.
  byte[] raw() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /// Takes back what was appended since the text had this length.
  void cutTo(int earlier) {
    length = earlier;
  }

  /// Ends a piece.
  void part() {
    room(1);
    bytes[length++] = PART;
  }

  /// Appends a single ASCII character.
  void add(byte ascii) {
    room(1);
    bytes[length++] = ascii;
  }

  /// Appends what a code point looks like.
  void addCodePoint(int codePoint) {
    if (codePoint < 128) {
      add((byte) codePoint);
    } else {
      addAll(LookLetters.of(codePoint));
    }
  }

  /// Appends bytes that already are text of this kind.
  void addText(byte[] text, int from, int to) {
    room(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
  }

  /// Appends UTF-8.
  ///
  /// @return whether it was well-formed; what was not became a space
  boolean addUtf8(byte[] source, int from, int to) {
    room(to - from);
    boolean wellFormed = true;
    int at = from;
    while (at < to) {
      int plain = plainUntil(source, at, to);
      addText(source, at, plain);
      at = plain;
      if (at < to) {
        int codePoint = Utf8.codePoint(source, at, to);
        wellFormed &= codePoint >= 0;
        addCodePoint(codePoint < 0 ? ' ' : codePoint);
        at += codePoint < 0 ? 1 : Utf8.length(codePoint);
      }
    }
    return wellFormed;
  }

  /// Appends the ASCII characters of a JSON string, up to a quotation mark, a backslash, a control
  /// character, or what is beyond ASCII.
  ///
  /// @return where that stands, or the end of the source
  int addJson(byte[] source, int from) {
    int at = from;
    while (at + STEP <= source.length) {
      room(STEP);
      long x = (long) EIGHT.get(source, at);
      EIGHT.set(bytes, length, x);
      long quote = x ^ QUOTES;
      long slash = x ^ BACKSLASHES;
      long found =
          ((quote - ONES) & ~quote | (slash - ONES) & ~slash | (x - SPACES) & ~x | x) & HIGH_BITS;
      if (found != 0) {
        int plain = Long.numberOfTrailingZeros(found) >>> 3;
        length += plain;
        return at + plain;
      }
      length += STEP;
      at += STEP;
    }
    while (at < source.length && isPlain(source[at])) {
      add(source[at++]);
    }
    return at;
  }

  private static boolean isPlain(byte sign) {
    return sign >= ' ' && sign != '"' && sign != '\\';
  }

  /// Where the first byte beyond ASCII stands.
  static int plainUntil(byte[] source, int from, int to) {
    int at = from;
    while (at + STEP <= to && ((long) EIGHT.get(source, at) & HIGH_BITS) == 0) {
      at += STEP;
    }
    while (at < to && source[at] >= 0) {
      at++;
    }
    return at;
  }

  private void addAll(byte[] form) {
    room(form.length);
    for (byte letter : form) {
      bytes[length++] = letter;
    }
  }

  private void room(int more) {
    if (length + more + PADDING > bytes.length) {
      bytes = Arrays.copyOf(bytes, (length + more) * 2 + PADDING);
    }
  }
}
