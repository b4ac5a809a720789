package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Character references of HTML, as far as they can stand inside a name: numbers, and names that
/// are a letter with what is done to it. Any other name reads as a space.
final class LookEntities {
  private static final int HEX = 16;
  private static final int DECIMAL = 10;
  private static final int LEAST = 3;
  private static final int MOST = 34;
  private static final int MOST_DIGITS = 9;
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("szlig", "ss"),
          Map.entry("aelig", "ae"),
          Map.entry("oelig", "oe"),
          Map.entry("thorn", "th"),
          Map.entry("eth", "d"),
          Map.entry("inodot", "i"),
          Map.entry("imath", "i"),
          Map.entry("fflig", "ff"),
          Map.entry("filig", "fi"),
          Map.entry("fllig", "fl"),
          Map.entry("apos", "'"),
          Map.entry("rsquo", "'"),
          Map.entry("lsquo", "'"),
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("percnt", "%"),
          Map.entry("bsol", "\\"),
          Map.entry("equals", "="),
          Map.entry("num", "#"),
          Map.entry("semi", ";"),
          Map.entry("shy", ""),
          Map.entry("zwnj", ""),
          Map.entry("zwj", ""),
          Map.entry("lrm", ""),
          Map.entry("rlm", ""),
          Map.entry("ast", "*"),
          Map.entry("zerowidthspace", ""));
  private static final String ACCENTS =
      " acute grave circ uml tilde ring cedil caron breve ogon macr dot dblac strok slash midot ";

  private LookEntities() {}

  /// Where the reference that begins at `at` ends, or 0. The semicolon may be missing behind a
  /// number, as browsers have it.
  static int end(byte[] text, int at, int length) {
    boolean number = at + 1 < length && text[at + 1] == '#';
    int end = at + (number ? 2 : 1);
    while (end < length && end - at < MOST && text[end] > 0 && LookSigns.isLetter(text[end])) {
      end++;
    }
    boolean closed = end < length && text[end] == ';';
    return end >= at + LEAST && (closed || number) ? end + (closed ? 1 : 0) : 0;
  }

  static String meaning(byte[] text, int at, int end) {
    int last = text[end - 1] == ';' ? end - 1 : end;
    String name = new String(text, at + 1, last - at - 1, StandardCharsets.ISO_8859_1);
    return name.startsWith("#") ? number(name.substring(1)) : named(name);
  }

  private static String number(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    int codePoint = 0;
    for (int i = hex ? 1 : 0; i < Math.min(digits.length(), MOST_DIGITS); i++) {
      int digit = Character.digit(digits.charAt(i), hex ? HEX : DECIMAL);
      if (digit < 0) {
        return " ";
      }
      codePoint = codePoint * (hex ? HEX : DECIMAL) + digit;
    }
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : " ";
  }

  private static String named(String name) {
    String small = name.toLowerCase(java.util.Locale.ROOT);
    String known = NAMED.get(small);
    if (known != null) {
      return Character.isUpperCase(name.charAt(0))
          ? known.toUpperCase(java.util.Locale.ROOT)
          : known;
    }
    boolean accented = small.length() > 1 && ACCENTS.contains(" " + small.substring(1) + " ");
    return accented ? name.substring(0, 1) : " ";
  }
}
