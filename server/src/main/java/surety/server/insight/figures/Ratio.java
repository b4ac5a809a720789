package surety.server.insight.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import surety.server.platform.Ephemeral;

/// A ratio of two exact sums. It is blank, neither 0 nor 1, where the denominator is zero.
///
/// @param numerator what is measured
/// @param denominator what it is measured against
public record Ratio(BigDecimal numerator, BigDecimal denominator) implements Ephemeral {

  /// The ratio of two times, in seconds.
  public static Ratio of(long seconds, long ofSeconds) {
    return new Ratio(BigDecimal.valueOf(seconds), BigDecimal.valueOf(ofSeconds));
  }

  /// Whether there is nothing to divide by.
  public boolean blank() {
    return denominator.signum() == 0;
  }

  /// The ratio rounded half to even, empty where it is blank.
  public Optional<BigDecimal> rounded(int scale) {
    return blank()
        ? Optional.empty()
        : Optional.of(numerator.divide(denominator, scale, RoundingMode.HALF_EVEN));
  }

  /// The ratio in per cent, rounded half to even, empty where it is blank.
  public Optional<BigDecimal> percent(int scale) {
    return new Ratio(numerator.movePointRight(2), denominator).rounded(scale);
  }

  @Override
  public String toString() {
    return "Ratio[...]";
  }
}
