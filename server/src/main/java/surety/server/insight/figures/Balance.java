package surety.server.insight.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Work in progress: what each project earned against what it invoiced, month by month.
///
/// Projects are not netted against each other: one that is behind with invoicing and one that is
/// ahead are two facts.
final class Balance {

  private final Window window;
  private final Gaps gaps;
  private final Amount[] unbilled;
  private final Amount[] ahead;

  Balance(Window window, Gaps gaps) {
    this.window = window;
    this.gaps = gaps;
    this.unbilled = new Amount[window.months()];
    this.ahead = new Amount[window.months()];
    Arrays.fill(unbilled, Amount.ZERO);
    Arrays.fill(ahead, Amount.ZERO);
  }

  Amount unbilled(int month) {
    return unbilled[month];
  }

  Amount ahead(int month) {
    return ahead[month];
  }

  /// Adds a project.
  ///
  /// @param earned its revenue by month, an empty one where it cannot be known
  void add(Work work, List<Optional<MonthSums.Revenue>> earned) {
    boolean known = earned.stream().allMatch(Optional::isPresent);
    if (!work.earns()) {
      return;
    }
    if (work.startedBefore(window.dataFrom())) {
      gaps.add(Gap.of(Gap.Kind.STARTED_BEFORE_DATA, null, work.name(), 0));
    } else if (!known || work.isInvoicedUnknown()) {
      gaps.add(Gap.of(Gap.Kind.BALANCE_UNKNOWN, null, work.name(), 0));
    } else {
      accumulate(work, earned);
    }
  }

  private void accumulate(Work work, List<Optional<MonthSums.Revenue>> earned) {
    Amount balance = Amount.ZERO;
    for (int month = 0; month < earned.size(); month++) {
      Amount revenue = earned.get(month).map(MonthSums.Revenue::total).orElse(Amount.ZERO);
      Amount invoiced = work.existing(month).map(cell -> cell.invoiced).orElse(Amount.ZERO);
      balance = balance.plus(revenue).minus(invoiced);
      unbilled[month] = unbilled[month].plus(balance.atLeastZero());
      ahead[month] = ahead[month].plus(Amount.ZERO.minus(balance).atLeastZero());
    }
  }
}
