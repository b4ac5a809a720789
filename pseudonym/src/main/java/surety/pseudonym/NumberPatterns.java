package surety.pseudonym;

import java.util.regex.Pattern;

/// Recognises a number that tells about one person or firm, at its first digit.
final class NumberPatterns {
  private static final int MOST_GROUPED = 40;
  private static final int LEAST_PHONE = 8;
  private static final int MOST_PHONE = 15;
  private static final int LEAST_DIGITS = 9;
  private static final String SEPARATORS = " -./()\u00A0\u2011\u2013";
  private static final Pattern OPENED = Pattern.compile("[2-9]\\d\\d\\) ?\\d{3}[-. ]\\d{4}");
  private static final Pattern PLAIN = Pattern.compile("[2-9]\\d\\d[-.]\\d{3}[-.]\\d{4}");
  private static final boolean[] SEPARATES = new boolean[1 << 16];

  static {
    for (char separator : SEPARATORS.toCharArray()) {
      SEPARATES[separator] = true;
    }
  }

  private final char[] text;
  private int start;
  private int end;

  NumberPatterns(char[] text) {
    this.text = text;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// The kind of number that has its first digit at `at`, or [TokenKind#LITERAL] if there is none.
  TokenKind read(int at) {
    if (at > 0 && isDigit(text[at - 1])) {
      return TokenKind.LITERAL;
    }
    if (at > 1 && isUpper(text[at - 1]) && isUpper(text[at - 2])) {
      return withLetters(at);
    }
    if (at > 0 && Character.isLetterOrDigit(text[at - 1])) {
      return TokenKind.LITERAL;
    }
    if (ipv4(at)) {
      return TokenKind.IP_ADDRESS;
    }
    return mayBeLong(at) ? longNumber(at) : TokenKind.LITERAL;
  }

  private TokenKind withLetters(int at) {
    if (iban(at)) {
      return TokenKind.IBAN;
    }
    return taxIdWithLetters(at) ? TokenKind.TAX_ID : TokenKind.LITERAL;
  }

  /// Most numbers are short; all that is looked for has nine digits, or seven behind a plus sign.
  private boolean mayBeLong(int at) {
    boolean opened = at > 0 && (text[at - 1] == '+' || text[at - 1] == '(');
    int least = opened ? LEAST_PHONE - 1 : LEAST_DIGITS;
    int digits = 0;
    int gap = 0;
    for (int i = at; i < text.length && digits < least; i++) {
      if (isDigit(text[i])) {
        digits++;
        gap = 0;
      } else if (!SEPARATES[text[i]] || ++gap > 2) {
        return false;
      }
    }
    return digits == least;
  }

  private TokenKind longNumber(int at) {
    if (card(at)) {
      return TokenKind.CARD;
    }
    if (taxId(at)) {
      return TokenKind.TAX_ID;
    }
    return phone(at) ? TokenKind.PHONE : TokenKind.LITERAL;
  }

  private boolean iban(int at) {
    start = at - 2;
    if (start < 0 || !isUpper(text[start]) || !isUpper(text[start + 1]) || isInWord(start)) {
      return false;
    }
    StringBuilder letters = new StringBuilder();
    int i = start;
    int wanted = Checks.ibanLength(text[start], text[start + 1]);
    while (i < text.length && letters.length() < wanted && i - start < MOST_GROUPED + wanted) {
      if (isAlphanumeric(text[i])) {
        letters.append(text[i]);
      } else if (!isSpace(text[i]) && text[i] != '-') {
        break;
      }
      i++;
    }
    end = i;
    return wanted > 0 && letters.length() == wanted && endsWord(i) && Checks.isIban(letters);
  }

  private boolean taxIdWithLetters(int at) {
    for (int letters = 2; letters <= 3; letters++) {
      start = at - letters;
      if (start >= 0 && allUpper(start, at) && !isInWord(start)) {
        int i = at;
        while (i < text.length && isAlphanumeric(text[i])) {
          i++;
        }
        end = i;
        if (Checks.isVat(new String(text, start, i - start))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean allUpper(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isUpper(text[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean ipv4(int at) {
    int i = at;
    for (int part = 0; part < 4; part++) {
      int from = i;
      int value = 0;
      while (i < text.length && isDigit(text[i]) && i - from < 3) {
        value = value * 10 + text[i] - '0';
        i++;
      }
      if (i == from || value > 255 || (part < 3 && (i >= text.length || text[i] != '.'))) {
        return false;
      }
      i += part < 3 ? 1 : 0;
    }
    start = at;
    end = i;
    return endsWord(i) && !(i + 1 < text.length && text[i] == '.' && isDigit(text[i + 1]));
  }

  private boolean card(int at) {
    StringBuilder digits = digits(at, 19, " -");
    start = at;
    return digits.length() >= 13
        && "23456".indexOf(digits.charAt(0)) >= 0
        && endsWord(end)
        && Checks.isLuhn(digits);
  }

  private boolean taxId(int at) {
    StringBuilder digits = digits(at, 11, " -");
    start = at;
    String written = new String(text, at, end - at);
    boolean whole = endsWord(end) && !(end < text.length && text[end] == '-');
    boolean possible = digits.length() == 9 || digits.length() == 11;
    return whole
        && possible
        && (Checks.isSocialSecurityNumber(written)
            || Checks.isEmployerNumber(written)
            || (written.indexOf('-') < 0 && Checks.isGermanTaxId(digits)));
  }

  private boolean phone(int at) {
    start = at;
    boolean international = at > 0 && text[at - 1] == '+';
    boolean opened = at > 0 && text[at - 1] == '(';
    if (international || opened) {
      start = at - 1;
      if (opened && start > 0 && text[start - 1] == '+') {
        start--;
        international = true;
      }
    }
    StringBuilder digits = digits(at, MOST_PHONE + 1, SEPARATORS);
    int count = digits.length();
    if (count > MOST_PHONE || !endsWord(end) || isInWord(start) || isInNumber(start)) {
      return false;
    }
    boolean trunk = digits.charAt(0) == '0' && count > 8 && !isDate(at);
    return (international && count >= LEAST_PHONE - 1)
        || (trunk && end - at > count - 1 && isPhoneStart(at))
        || (count == 10 && isNorthAmerican(at, opened));
  }

  // 0171 2345678, 030/123456, (0)30..., but not 0.123456789 or 00:15.
  private boolean isPhoneStart(int at) {
    return at + 1 < text.length && isDigit(text[at + 1]);
  }

  private boolean isDate(int at) {
    return at + 5 < text.length
        && isDigit(text[at + 1])
        && (text[at + 2] == '.' || text[at + 2] == '/' || text[at + 2] == '-')
        && isDigit(text[at + 3])
        && isDigit(text[at + 4])
        && text[at + 5] == text[at + 2];
  }

  private boolean isNorthAmerican(int at, boolean opened) {
    String written = new String(text, at, end - at);
    return opened ? OPENED.matcher(written).matches() : PLAIN.matcher(written).matches();
  }

  /// The digits from `at`, at most two separators between neighbours; sets the end.
  private StringBuilder digits(int at, int most, String separators) {
    StringBuilder digits = new StringBuilder();
    int gap = 0;
    end = at;
    for (int i = at; i < text.length && digits.length() < most; i++) {
      if (isDigit(text[i])) {
        digits.append(text[i]);
        end = i + 1;
        gap = 0;
      } else if (separators.indexOf(text[i]) < 0 || ++gap > 2) {
        break;
      }
    }
    return digits;
  }

  /// The end of the IPv6 address whose first colon is at `colon`, or -1.
  int ipv6End(int colon) {
    start = colon;
    while (start > 0 && colon - start < 4 && Character.digit(text[start - 1], 16) >= 0) {
      start--;
    }
    int i = start;
    int colons = 0;
    boolean shortened = false;
    while (i < text.length && (text[i] == ':' || Character.digit(text[i], 16) >= 0)) {
      shortened |= text[i] == ':' && i > start && text[i - 1] == ':';
      colons += text[i] == ':' ? 1 : 0;
      i++;
    }
    end = i;
    boolean counted = shortened ? colons >= 2 && colons <= 7 && i - start > 4 : colons == 7;
    return counted && !isInWord(start) && endsWord(i) && text[i - 1] != ':' ? i : -1;
  }

  private boolean isInWord(int at) {
    return at > 0 && Character.isLetterOrDigit(text[at - 1]);
  }

  private boolean isInNumber(int at) {
    return at > 1 && " .,/-:".indexOf(text[at - 1]) >= 0 && isDigit(text[at - 2]);
  }

  private boolean endsWord(int at) {
    return at >= text.length || !Character.isLetterOrDigit(text[at]);
  }

  private static boolean isSpace(char letter) {
    return letter == ' ' || letter == '\u00A0' || letter == '\u202F';
  }

  private static boolean isUpper(char letter) {
    return letter >= 'A' && letter <= 'Z';
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isAlphanumeric(char letter) {
    return isDigit(letter) || isUpper(letter);
  }
}
