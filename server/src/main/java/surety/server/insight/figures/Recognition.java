package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import surety.server.connect.SourceRecord.Money;

/// Turns a project's sums into revenue by month.
///
/// Time and materials earn when the time is worked. A fixed fee is earned evenly per calendar day
/// from the project's first to its last day, whatever was worked or invoiced; each month's part is
/// converted at the rate of the part's last day.
final class Recognition {

  private final ExchangeRates rates;
  private final Window window;
  private final Gaps gaps;

  Recognition(ExchangeRates rates, Window window, Gaps gaps) {
    this.rates = rates;
    this.window = window;
    this.gaps = gaps;
  }

  /// What a project earned in a month with the hours behind it; empty where it cannot be known.
  Optional<MonthSums.Revenue> revenue(Work work, int month) {
    WorkCell cell = work.existing(month).orElseGet(WorkCell::new);
    return switch (work.kind()) {
      case TIME_AND_MATERIALS -> Optional.of(byTheHour(cell));
      case FIXED_FEE -> feePart(work, month).map(part -> byFee(cell, part));
      case UNBILLED -> Optional.of(MonthSums.Revenue.NONE);
      case INTERNAL, UNRECOGNISABLE -> Optional.empty();
    };
  }

  private static MonthSums.Revenue byTheHour(WorkCell cell) {
    return new MonthSums.Revenue(
        cell.revenue,
        Amount.ZERO,
        cell.unapproved,
        cell.standardValue,
        cell.ratedBillable,
        cell.billable - cell.leftOutBillable,
        cell.worked - cell.leftOutWorked,
        cell.billable,
        cell.worked);
  }

  private static MonthSums.Revenue byFee(WorkCell cell, Amount part) {
    return new MonthSums.Revenue(
        Amount.ZERO,
        part,
        Amount.ZERO,
        cell.standardValue,
        cell.ratedBillable,
        cell.billable,
        cell.worked,
        cell.billable,
        cell.worked);
  }

  /// The hours of a month whose revenue is unknown, so that coverage can tell how many they are.
  static MonthSums.Revenue unknown(WorkCell cell) {
    return new MonthSums.Revenue(
        Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, 0, 0, 0, cell.billable, cell.worked);
  }

  private Optional<Amount> feePart(Work work, int month) {
    LocalDate before = window.month(month).atDay(1).minusDays(1);
    LocalDate last = window.lastDayOf(month);
    long days = work.elapsedDays(last) - work.elapsedDays(before);
    Optional<Money> fee = work.project().flatMap(project -> Optional.ofNullable(project.fee()));
    if (days == 0 || fee.isEmpty()) {
      return Optional.of(Amount.ZERO);
    }
    Amount part = Amount.of(fee.get().amount()).share(days, work.totalDays());
    LocalDate end = work.lastEarningDay(last);
    Optional<BigDecimal> factor = rates.on(fee.get().currency(), end);
    if (factor.isEmpty()) {
      gaps.add(missingRate(month, fee.get(), part));
    }
    return factor.map(part::times);
  }

  private Gap missingRate(int month, Money fee, Amount part) {
    return Gap.of(
        Gap.Kind.NO_EXCHANGE_RATE,
        window.month(month),
        fee.currency().getCurrencyCode(),
        part.rounded(fee.currency().getDefaultFractionDigits()),
        fee.currency());
  }
}
