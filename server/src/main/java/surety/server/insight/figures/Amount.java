package surety.server.insight.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import surety.server.platform.Ephemeral;

/// An exact amount of money in the reporting currency.
///
/// It is held times 3,600, so that an hourly rate times a number of seconds needs no division:
/// sums stay exact until [#rounded] divides once.
public final class Amount implements Ephemeral, Comparable<Amount> {

  /// No money.
  public static final Amount ZERO = new Amount(BigDecimal.ZERO);

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private final BigDecimal times3600;

  private Amount(BigDecimal times3600) {
    this.times3600 = times3600;
  }

  /// An amount in major units of the currency.
  public static Amount of(BigDecimal money) {
    return new Amount(money.multiply(SECONDS_PER_HOUR));
  }

  static Amount ofTime(BigDecimal perHour, long seconds) {
    return new Amount(perHour.multiply(BigDecimal.valueOf(seconds)));
  }

  /// The sum of both.
  public Amount plus(Amount other) {
    return new Amount(times3600.add(other.times3600));
  }

  /// This amount less the other.
  public Amount minus(Amount other) {
    return new Amount(times3600.subtract(other.times3600));
  }

  Amount times(BigDecimal factor) {
    return factor.equals(BigDecimal.ONE) ? this : new Amount(times3600.multiply(factor));
  }

  // A quotient need not end; 34 digits leave nothing to see after rounding to a cent.
  Amount share(long part, long whole) {
    return new Amount(
        times3600
            .multiply(BigDecimal.valueOf(part))
            .divide(BigDecimal.valueOf(whole), MathContext.DECIMAL128));
  }

  /// This amount, or nothing where it is negative.
  public Amount atLeastZero() {
    return times3600.signum() < 0 ? ZERO : this;
  }

  /// -1, 0 or 1.
  public int signum() {
    return times3600.signum();
  }

  /// This amount per hour of the given time; blank at no time.
  public Ratio perHour(long seconds) {
    return new Ratio(times3600, BigDecimal.valueOf(seconds));
  }

  /// This amount as a part of another; blank where the other is zero.
  public Ratio over(Amount whole) {
    return new Ratio(times3600, whole.times3600);
  }

  /// The amount in major units, rounded half to even.
  ///
  /// @param scale digits after the point
  public BigDecimal rounded(int scale) {
    return times3600.divide(SECONDS_PER_HOUR, scale, RoundingMode.HALF_EVEN);
  }

  @Override
  public int compareTo(Amount other) {
    return times3600.compareTo(other.times3600);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amount amount && times3600.compareTo(amount.times3600) == 0;
  }

  @Override
  public int hashCode() {
    return times3600.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return "Amount[...]";
  }
}
