package surety.pseudonym;

import java.util.Set;

/// Finds addresses and numbers by what they look like, SPEC.md section 4.
///
/// One pass looks for the few characters that every pattern needs: `@`, `:` and digits. What stands
/// around one is then read by hand. A pattern that has a checksum counts only if it holds.
final class Patterns {
  private static final int MOST_LOCAL = 64;
  private static final int MOST_SCHEME = 12;
  private static final byte AT = 1;
  private static final byte COLON = 2;
  private static final byte DIGIT = 3;
  private static final byte[] TRIGGERS = new byte[1 << 16];
  private static final int STEP = 8;

  static {
    TRIGGERS['@'] = AT;
    TRIGGERS[':'] = COLON;
    for (char digit = '0'; digit <= '9'; digit++) {
      TRIGGERS[digit] = DIGIT;
    }
  }

  private final char[] text;
  private final Set<TokenKind> kinds;
  private final Matches found;
  private final NumberPatterns numbers;

  Patterns(char[] text, Set<TokenKind> kinds, Matches found) {
    this.text = text;
    this.kinds = kinds;
    this.found = found;
    this.numbers = new NumberPatterns(text);
  }

  void find() {
    int i = next(0);
    while (i < text.length) {
      int behind =
          switch (TRIGGERS[text[i]]) {
            case AT -> email(i);
            case COLON -> colon(i);
            default -> number(i);
          };
      i = next(behind);
    }
  }

  /// The place of the first character from `from` on that a pattern may have.
  private int next(int from) {
    char[] letters = text;
    byte[] triggers = TRIGGERS;
    int i = from;
    for (; i + STEP <= letters.length; i += STEP) {
      int any =
          triggers[letters[i]]
              | triggers[letters[i + 1]]
              | triggers[letters[i + 2]]
              | triggers[letters[i + 3]]
              | triggers[letters[i + 4]]
              | triggers[letters[i + 5]]
              | triggers[letters[i + 6]]
              | triggers[letters[i + 7]];
      if (any != 0) {
        break;
      }
    }
    while (i < letters.length && triggers[letters[i]] == 0) {
      i++;
    }
    return i;
  }

  private int add(TokenKind kind, int start, int end) {
    if (kinds.contains(kind)) {
      found.add(start, end, ~kind.ordinal());
    }
    return end;
  }

  private int email(int at) {
    int start = at;
    while (start > 0 && at - start < MOST_LOCAL && isLocal(text[start - 1])) {
      start--;
    }
    while (start < at && (text[start] == '.' || text[start] == '-' || text[start] == '=')) {
      start++;
    }
    int end = domainEnd(at + 1);
    return start < at && end > 0 ? add(TokenKind.EMAIL, start, end) : at + 1;
  }

  private static boolean isLocal(char letter) {
    return Character.isLetterOrDigit(letter) || "._%+-'&=!#$/?^".indexOf(letter) >= 0;
  }

  // At least one dot, and a last label of two letters or more.
  private int domainEnd(int from) {
    int end = from;
    int label = from;
    boolean dotted = false;
    while (end < text.length && (isDomainLetter(text[end]) || isInnerDot(end))) {
      if (text[end] == '.') {
        dotted = true;
        label = end + 1;
      }
      end++;
    }
    while (end > label && text[end - 1] == '-') {
      end--;
    }
    return dotted && end - label >= 2 && Character.isLetter(text[end - 1]) ? end : -1;
  }

  private static boolean isDomainLetter(char letter) {
    return letter == '-' || Character.isLetterOrDigit(letter);
  }

  private boolean isInnerDot(int at) {
    return text[at] == '.' && at + 1 < text.length && Character.isLetterOrDigit(text[at + 1]);
  }

  private int colon(int at) {
    if (at + 3 < text.length && text[at + 1] == '/' && text[at + 2] == '/') {
      return url(at);
    }
    int end = numbers.ipv6End(at);
    if (end > 0) {
      return add(TokenKind.IP_ADDRESS, numbers.start(), end);
    }
    return at + 1;
  }

  private int url(int at) {
    int start = at;
    while (start > 0 && at - start < MOST_SCHEME && isSchemeLetter(text[start - 1])) {
      start--;
    }
    int end = at + 3;
    int open = 0;
    while (end < text.length && isUrlLetter(text[end])) {
      open += text[end] == '(' ? 1 : 0;
      if (text[end] == ')' && --open < 0) {
        break;
      }
      end++;
    }
    while (end > at + 3 && ".,;:!?'\"*_~".indexOf(text[end - 1]) >= 0) {
      end--;
    }
    return start < at && end > at + 3 ? add(TokenKind.URL, start, end) : at + 3;
  }

  private static boolean isSchemeLetter(char letter) {
    return (letter | ' ') >= 'a' && (letter | ' ') <= 'z' || letter == '+';
  }

  private static boolean isUrlLetter(char letter) {
    return letter > ' '
        && "<>\"`{}|\\^[]".indexOf(letter) < 0
        && !Character.isWhitespace(letter)
        && !Character.isSpaceChar(letter);
  }

  private int number(int at) {
    TokenKind kind = numbers.read(at);
    if (kind == TokenKind.LITERAL) {
      int end = at;
      while (end < text.length && TRIGGERS[text[end]] == DIGIT) {
        end++;
      }
      return end;
    }
    return Math.max(at + 1, add(kind, numbers.start(), numbers.end()));
  }
}
