package surety.sandbox;

import java.math.BigDecimal;

/// An amount of money, kept exactly.
///
/// @param minorUnits hundredths of the currency's unit (cents, pence); negative for credits
/// @param currency ISO 4217 code; every currency of the made-up firm has two decimals
public record Money(long minorUnits, String currency) {

  /// The amount in whole units of the currency with two decimals, such as 130.00.
  public BigDecimal amount() {
    return BigDecimal.valueOf(minorUnits, 2);
  }

  /// What a number of minutes costs at this hourly rate.
  ///
  /// The generator's rates and times are such that nothing is rounded.
  ///
  /// @throws ArithmeticException if the result would have a fraction of a minor unit
  public Money forMinutes(long minutes) {
    long product = Math.multiplyExact(minorUnits, minutes);
    if (product % 60 != 0) {
      throw new ArithmeticException("a fraction of a minor unit");
    }
    return new Money(product / 60, currency);
  }
}
