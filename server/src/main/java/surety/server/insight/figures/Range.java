package surety.server.insight.figures;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;

/// A choice of time that a reader may look at: so many whole months and the current one so far.
public enum Range {
  THREE_MONTHS(3),
  SIX_MONTHS(6),
  TWELVE_MONTHS(12);

  private final int months;

  Range(int months) {
    this.months = months;
  }

  /// Whole months before the current one.
  public int months() {
    return months;
  }

  /// The range of so many whole months, written in digits; empty where there is none.
  public static Optional<Range> ofMonths(String months) {
    return Arrays.stream(values())
        .filter(range -> Integer.toString(range.months).equals(months))
        .findFirst();
  }

  /// The first day that counts.
  public LocalDate from(LocalDate asOf) {
    return asOf.withDayOfMonth(1).minusMonths(months);
  }

  /// Whether a month counts, seen from a day.
  public boolean holds(YearMonth month, LocalDate asOf) {
    YearMonth current = YearMonth.from(asOf);
    return !month.isAfter(current) && !month.isBefore(current.minusMonths(months));
  }

  // Costs are kept per span and not per month: each range is a union of spans, so that no choice of
  // ranges, nor the difference of two, isolates fewer people than a span holds.
  static int spanOf(YearMonth month, LocalDate asOf) {
    for (Range range : values()) {
      if (range.holds(month, asOf)) {
        return range.ordinal();
      }
    }
    return -1;
  }
}
