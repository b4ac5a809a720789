package surety.pseudonym;

import java.io.ByteArrayOutputStream;

/// Decodes encodings that stand in the middle of a text. What is not encoded stays as it is.
///
/// Each method appends the decoded text to `out` and gives the number of characters that were
/// decoded to a letter, a digit or something beyond ASCII; [#UNCHANGED] if nothing was decoded.
final class LookDecoders {
  static final int UNCHANGED = -1;

  private static final int HEX = 16;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int MOST_TAG = 2_000;

  private LookDecoders() {}

  static int decode(LookView view, byte[] text, int length, LookText out) {
    return switch (view) {
      case ESCAPES -> escapes(text, length, out);
      case PERCENT -> bytes(text, length, (byte) '%', out);
      case QUOTED_PRINTABLE -> bytes(text, length, (byte) '=', out);
      case ENTITIES -> entities(text, length, out);
      case TAGS -> tags(text, length, out);
      default -> UNCHANGED;
    };
  }

  private static int escapes(byte[] text, int length, LookText out) {
    int letters = UNCHANGED;
    int at = 0;
    while (at < length) {
      int next = next(text, at, length, (byte) '\\');
      out.addText(text, at, next);
      at = next;
      if (at + 1 >= length) {
        out.addText(text, at, length);
        break;
      }
      int codePoint = LookEscape.codePoint(text, at, length);
      int end = LookEscape.end(text, at, length);
      if (Character.isHighSurrogate((char) codePoint) && codePoint < 0x10000) {
        int low = LookEscape.codePoint(text, end, length);
        boolean pair = low >= 0xDC00 && low <= 0xDFFF;
        codePoint = pair ? Character.toCodePoint((char) codePoint, (char) low) : ' ';
        end = pair ? LookEscape.end(text, end, length) : end;
      }
      letters = Math.max(letters, 0) + (isLetter(codePoint) && end - at > 2 ? 1 : 0);
      out.addCodePoint(Character.isValidCodePoint(codePoint) ? codePoint : ' ');
      at = end;
    }
    return letters;
  }

  private static int next(byte[] text, int from, int length, byte sign) {
    long wanted = ONES * sign;
    int at = from;
    while (at + Long.BYTES <= length) {
      long other = LookNames.eight(text, at) ^ wanted;
      long found = (other - ONES) & ~other & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < length && text[at] != sign) {
      at++;
    }
    return at;
  }

  private static int bytes(byte[] text, int length, byte sign, LookText out) {
    int letters = UNCHANGED;
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    int copied = 0;
    for (int at = next(text, 0, length, sign); at < length; ) {
      int value = hex(text, at + 1, length);
      int skipped = value < 0 && sign == '=' ? softBreak(text, at + 1, length) : 0;
      if (value < 0 && skipped == 0) {
        at = next(text, at + 1, length, sign);
        continue;
      }
      if (at > copied) {
        flush(run, out);
        out.addText(text, copied, at);
      }
      letters = Math.max(letters, 0);
      if (value >= 0) {
        letters += isLetter(value) ? 1 : 0;
        run.write(value);
        copied = at + 3;
      } else {
        flush(run, out);
        copied = at + 1 + skipped;
      }
      at = next(text, copied, length, sign);
    }
    if (letters == UNCHANGED) {
      return UNCHANGED;
    }
    flush(run, out);
    out.addText(text, copied, length);
    return letters;
  }

  private static int softBreak(byte[] text, int at, int length) {
    int end = at;
    if (end < length && text[end] == '\r') {
      end++;
    }
    return end < length && text[end] == '\n' ? end + 1 - at : 0;
  }

  private static void flush(ByteArrayOutputStream run, LookText out) {
    if (run.size() > 0) {
      out.addUtf8(run.toByteArray(), 0, run.size());
      run.reset();
    }
  }

  static int hex(byte[] text, int at, int length) {
    if (at + 1 >= length || text[at] < 0 || text[at + 1] < 0) {
      return UNCHANGED;
    }
    int high = Character.digit(text[at], HEX);
    int low = Character.digit(text[at + 1], HEX);
    return high < 0 || low < 0 ? UNCHANGED : high * HEX + low;
  }

  private static int entities(byte[] text, int length, LookText out) {
    int letters = UNCHANGED;
    int copied = 0;
    for (int at = next(text, 0, length, (byte) '&'); at < length; ) {
      int end = LookEntities.end(text, at, length);
      if (end == 0) {
        at = next(text, at + 1, length, (byte) '&');
        continue;
      }
      out.addText(text, copied, at);
      String meaning = LookEntities.meaning(text, at, end);
      meaning.codePoints().forEach(out::addCodePoint);
      boolean isLetter = meaning.codePoints().anyMatch(LookDecoders::isLetter);
      letters = Math.max(letters, 0) + (isLetter ? 1 : 0);
      copied = end;
      at = next(text, end, length, (byte) '&');
    }
    if (letters != UNCHANGED) {
      out.addText(text, copied, length);
    }
    return letters;
  }

  private static int tags(byte[] text, int length, LookText out) {
    int letters = UNCHANGED;
    int copied = 0;
    for (int at = next(text, 0, length, (byte) '<'); at < length; ) {
      int end = tagEnd(text, at, length);
      if (end == 0) {
        at = next(text, at + 1, length, (byte) '<');
        continue;
      }
      out.addText(text, copied, at);
      letters = 0;
      copied = end;
      at = next(text, end, length, (byte) '<');
    }
    if (letters != UNCHANGED) {
      out.addText(text, copied, length);
    }
    return letters;
  }

  private static int tagEnd(byte[] text, int at, int length) {
    int first = at + 1 < length ? text[at + 1] | ' ' : 0;
    if (!(first >= 'a' && first <= 'z') && text[at + 1] != '/' && text[at + 1] != '!') {
      return 0;
    }
    for (int end = at + 1; end < Math.min(length, at + MOST_TAG); end++) {
      if (text[end] == '>') {
        return end + 1;
      }
    }
    return 0;
  }

  static boolean isLetter(int codePoint) {
    return codePoint >= 128 || Character.isLetterOrDigit(codePoint);
  }
}
