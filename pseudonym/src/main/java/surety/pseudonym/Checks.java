package surety.pseudonym;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Check digits.
final class Checks {
  // ISO 13616 registry: country and length.
  private static final String IBANS =
      """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20
      EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
      KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24
      PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22
      VG24 XK20
      """;

  private static final Pattern SOCIAL_SECURITY =
      Pattern.compile("(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}");
  private static final Pattern EMPLOYER =
      Pattern.compile("(?!00|07|08|09|17|18|19|28|29|49|69|70|78|79|89|96|97)\\d{2}-\\d{7}");

  private static final Map<String, Integer> IBAN_LENGTHS = new HashMap<>();
  private static final int SUFFIX = 7;

  static {
    for (String country : IBANS.strip().split("\\s+", -1)) {
      IBAN_LENGTHS.put(country.substring(0, 2), Integer.parseInt(country.substring(2)));
    }
  }

  private Checks() {}

  /// Length of a country's account numbers, 0 if it has none.
  static int ibanLength(char first, char second) {
    return IBAN_LENGTHS.getOrDefault("" + first + second, 0);
  }

  /// ISO 7064 MOD 97-10.
  static boolean isIban(CharSequence letters) {
    int rest = 0;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt((i + 4) % letters.length());
      int value = Character.digit(letter, 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }

  /// ISO/IEC 7812-1, annex B.
  static boolean isLuhn(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /// Value added tax numbers: Germany and Austria with their check digits, other countries of the
  /// European Union, Switzerland and the United Kingdom by length.
  static boolean isVat(String number) {
    String rest = number.substring(2);
    return switch (number.substring(0, 2)) {
      case "DE" -> rest.matches("\\d{9}") && isMod11And10(rest);
      case "AT" -> rest.matches("U\\d{8}") && isAustrian(rest.substring(1));
      case "BE" -> rest.matches("[01]\\d{9}") && 97 - number(rest, 8) % 97 == number(rest) % 100;
      case "IT" -> rest.matches("\\d{11}") && isLuhn(rest);
      case "FR" -> rest.matches("[A-Z0-9]{2}\\d{9}") && isLuhn(rest.substring(2));
      case "NL" -> rest.matches("\\d{9}B\\d{2}");
      case "PL" -> rest.matches("\\d{10}");
      case "ES" -> rest.matches("[A-Z0-9]\\d{7}[A-Z0-9]");
      case "DK", "FI", "HU", "LU", "MT", "SI" -> rest.matches("\\d{8}");
      case "CY" -> rest.matches("\\d{8}[A-Z]");
      case "EE", "GR", "EL", "PT" -> rest.matches("\\d{9}");
      case "SE" -> rest.matches("\\d{10}01");
      case "HR", "LV" -> rest.matches("\\d{11}");
      case "SK" -> rest.matches("\\d{10}");
      case "GB" -> rest.matches("\\d{9}|\\d{12}");
      case "CH" -> number.matches("CHE\\d{9}");
      default -> false;
    };
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  private static long number(String digits, int first) {
    return Long.parseLong(digits.substring(0, first));
  }

  /// ISO 7064 MOD 11,10.
  private static boolean isMod11And10(CharSequence digits) {
    int product = 10;
    for (int i = 0; i < digits.length() - 1; i++) {
      int sum = (digits.charAt(i) - '0' + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return (11 - product) % 10 == digits.charAt(digits.length() - 1) - '0';
  }

  private static boolean isAustrian(CharSequence digits) {
    int sum = 4;
    for (int i = 0; i < SUFFIX; i++) {
      int digit = digits.charAt(i) - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled / 10 + doubled % 10;
    }
    return (10 - sum % 10) % 10 == digits.charAt(SUFFIX) - '0';
  }

  /// The tax number of a person in Germany: eleven digits, of which one occurs two or three times
  /// among the first ten.
  static boolean isGermanTaxId(CharSequence digits) {
    if (digits.length() != 11 || digits.charAt(0) == '0' || !isMod11And10(digits)) {
      return false;
    }
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[digits.charAt(i) - '0']++;
    }
    int repeated = 0;
    for (int count : counts) {
      repeated += count == 2 || count == 3 ? 1 : count > 3 ? 2 : 0;
    }
    return repeated == 1;
  }

  /// The United States' number of a person, written with hyphens.
  static boolean isSocialSecurityNumber(String written) {
    return SOCIAL_SECURITY.matcher(written).matches();
  }

  /// The United States' number of an employer, written with its hyphen.
  static boolean isEmployerNumber(String written) {
    return EMPLOYER.matcher(written).matches();
  }
}
