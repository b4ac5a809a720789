package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The codes behind the kind's word of a token, SPEC.md section 5.
final class Labels {
  private static final List<String> GREEK =
      List.of(
          "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa",
          "Lambda", "Mu", "Nu", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi",
          "Chi", "Psi", "Omega");

  private static final int LETTERS = 26;
  private static final String STABLE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ";
  private static final int STABLE_LENGTH = 5;

  private Labels() {}

  /// The n-th label of a kind, from 0: `A`..`Z`, `AA`..; for projects Greek letters.
  static String label(TokenKind kind, int n) {
    StringBuilder label = new StringBuilder();
    int base = kind == TokenKind.PROJECT ? GREEK.size() : LETTERS;
    for (int rest = n; rest >= 0; rest = rest / base - 1) {
      int digit = rest % base;
      label.insert(0, kind == TokenKind.PROJECT ? GREEK.get(digit) : letter(digit));
    }
    return label.toString();
  }

  private static String letter(int digit) {
    return String.valueOf((char) ('A' + digit));
  }

  /// What stable codes are computed with.
  static Mac mac(TokenKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HMAC-SHA256", e);
    }
  }

  /// The code of an entity, the same for the same key; `attempt` counts from 0.
  static String stable(Mac mac, TokenKind kind, String id, int attempt) {
    mac.update((byte) attempt);
    mac.update((byte) kind.ordinal());
    byte[] digest = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | (digest[i] & 0xFF);
    }
    return code(number);
  }

  private static String code(long number) {
    StringBuilder code = new StringBuilder(STABLE_LENGTH);
    long rest = number;
    for (int i = 0; i < STABLE_LENGTH; i++) {
      code.append(
          STABLE_LETTERS.charAt((int) Long.remainderUnsigned(rest, STABLE_LETTERS.length())));
      rest = Long.divideUnsigned(rest, STABLE_LETTERS.length());
    }
    return code.toString();
  }

  /// Whether a word may be the code of a token, however it is written.
  static boolean isLike(TokenKind kind, String word) {
    return isStable(word) || (kind == TokenKind.PROJECT ? isGreek(word) : beginsShort(word));
  }

  private static boolean isStable(String word) {
    for (int i = 0; i < STABLE_LENGTH; i++) {
      if (i == word.length() || STABLE_LETTERS.indexOf(Character.toUpperCase(word.charAt(i))) < 0) {
        return false;
      }
    }
    return true;
  }

  // "AB", "ABs", or "AB" run together with what follows: "ABClient".
  private static boolean beginsShort(String word) {
    boolean short3 = word.length() <= 3;
    for (int i = 1; !short3 && Character.isUpperCase(word.charAt(0)) && i < 4; i++) {
      short3 = Character.isUpperCase(word.charAt(i));
    }
    return short3;
  }

  private static boolean isGreek(String word) {
    for (String letter : GREEK) {
      if (word.regionMatches(true, 0, letter, 0, letter.length())) {
        return true;
      }
    }
    return false;
  }
}
