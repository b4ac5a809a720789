package surety.pseudonym;

import java.util.HashMap;
import java.util.Map;

/// Character references of HTML that can stand inside a name.
final class Entities {
  private static final int HEX = 16;
  private static final int DECIMAL = 10;

  // Letters by what their reference ends in: &auml; is an a with "uml".
  private static final String[] ACCENTS = {
    "uml:AÄaäEËeëIÏiïOÖoöUÜuüyÿYŸ",
    "acute:AÁaáEÉeéIÍiíOÓoóUÚuúYÝyýCĆcćNŃnńSŚsśZŹzź",
    "grave:AÀaàEÈeèIÌiìOÒoòUÙuù",
    "circ:AÂaâEÊeêIÎiîOÔoôUÛuû",
    "tilde:AÃaãNÑnñOÕoõ",
    "cedil:CÇcçSŞsş",
    "caron:CČcčSŠsšZŽzžEĚeěRŘrřNŇnňDĎdďTŤtť",
    "ring:AÅaåUŮuů",
    "slash:OØoø",
    "strok:LŁlłDĐdđ",
    "ogon:AĄaąEĘeę",
    "dot:ZŻzżIİ",
    "breve:AĂaăGĞgğ",
    "dblac:OŐoőUŰuű"
  };

  private static final Map<String, Integer> NAMED = new HashMap<>();

  static {
    for (String accent : ACCENTS) {
      int colon = accent.indexOf(':');
      for (int i = colon + 1; i + 1 < accent.length(); i += 2) {
        NAMED.put(accent.charAt(i) + accent.substring(0, colon), (int) accent.charAt(i + 1));
      }
    }
    NAMED.putAll(
        Map.of("szlig", 0xDF, "aelig", 0xE6, "AElig", 0xC6, "oelig", 0x153, "OElig", 0x152));
    NAMED.putAll(Map.of("eth", 0xF0, "ETH", 0xD0, "thorn", 0xFE, "THORN", 0xDE));
    NAMED.putAll(Map.of("nbsp", 0xA0, "shy", 0xAD, "apos", 0x27, "rsquo", 0x2019, "lsquo", 0x2018));
    NAMED.putAll(Map.of("zwnj", 0x200C, "zwj", 0x200D, "ensp", 0x2002, "emsp", 0x2003));
    NAMED.putAll(Map.of("ndash", 0x2013, "mdash", 0x2014, "amp", 0x26, "quot", 0x22));
  }

  private Entities() {}

  /// The character for what stands between `&` and `;`, or -1.
  static int decode(String reference) {
    if (!reference.startsWith("#")) {
      return NAMED.getOrDefault(reference, -1);
    }
    boolean hex = reference.length() > 1 && (reference.charAt(1) | 0x20) == 'x';
    String digits = reference.substring(hex ? 2 : 1);
    int radix = hex ? HEX : DECIMAL;
    if (digits.isEmpty() || digits.chars().anyMatch(digit -> Character.digit(digit, radix) < 0)) {
      return -1;
    }
    long value = Long.parseLong(digits, radix);
    return Character.isValidCodePoint((int) Math.min(value, Integer.MAX_VALUE)) ? (int) value : -1;
  }
}
