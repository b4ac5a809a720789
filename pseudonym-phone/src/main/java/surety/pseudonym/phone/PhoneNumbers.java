package surety.pseudonym.phone;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import surety.pseudonym.PatternSearch;
import surety.pseudonym.TokenKind;

/// Finds telephone numbers as each country writes them, by the numbering plans of libphonenumber.
///
/// The library itself knows numbers with `+`, with a leading 0 and a separator, and as North
/// America
/// writes them. With this also `(030) 1234`, `06 12 34 56 78` and `612 345 678` are found, where
/// the
/// number is one that the plan of the country has. A text is read a few MB per second.
///
/// ```java
/// Directory.builder().search(PhoneNumbers.of("DE", "AT", "FR"));
/// ```
public final class PhoneNumbers implements PatternSearch {
  private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

  private final List<String> regions;

  private PhoneNumbers(List<String> regions) {
    this.regions = regions;
  }

  /// Finds numbers that are written as in one of these countries (ISO 3166-1, two capitals), or
  /// with
  /// `+` as in any.
  ///
  /// @throws IllegalArgumentException if there is no numbering plan for one of them, or none is
  /// given
  public static PhoneNumbers of(String... regions) {
    List<String> all = List.of(regions);
    if (all.isEmpty() || !PLANS.getSupportedRegions().containsAll(all)) {
      throw new IllegalArgumentException("countries without a numbering plan: " + all);
    }
    return new PhoneNumbers(all);
  }

  @Override
  public void search(CharSequence text, Finds finds) {
    for (String region : regions) {
      for (PhoneNumberMatch match :
          PLANS.findNumbers(text, region, Leniency.VALID, Long.MAX_VALUE)) {
        finds.add(TokenKind.PHONE, match.start(), match.end());
      }
    }
  }
}
