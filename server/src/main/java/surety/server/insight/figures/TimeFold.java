package surety.server.insight.figures;

import java.time.YearMonth;
import java.util.Optional;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.TimeEntry;

/// Folds time entries.
final class TimeFold {

  private final References references;
  private final ExchangeRates rates;
  private final Window window;
  private final WorkBook book;
  private final Gaps gaps;
  private final TimeCell[] months;

  TimeFold(References references, ExchangeRates rates, Window window, WorkBook book, Gaps gaps) {
    this.references = references;
    this.rates = rates;
    this.window = window;
    this.book = book;
    this.gaps = gaps;
    this.months = new TimeCell[window.months()];
    for (int i = 0; i < months.length; i++) {
      months[i] = new TimeCell();
    }
  }

  /// Sums of the firm's time in one month, in seconds.
  static final class TimeCell {
    long worked;
    long billable;

    /// The part logged on days for which the person has a contract.
    long contractWorked;

    long contractBillable;
  }

  TimeCell month(int index) {
    return months[index];
  }

  void accept(int source, TimeEntry entry) {
    if (entry.day().isAfter(window.asOf())) {
      gaps.add(Gap.of(Gap.Kind.FUTURE_TIME, null, "", entry.worked().toSeconds()));
    } else if (window.holds(entry.day())) {
      int month = window.index(entry.day());
      Staff person = references.person(source, entry.personId());
      person.worked(entry.day());
      addTime(entry, person, month);
      addWork(book.ofTime(source, entry.projectId()), entry, person, month);
    }
  }

  private void addTime(TimeEntry entry, Staff person, int month) {
    long worked = entry.worked().toSeconds();
    long billable = entry.billable().toSeconds();
    TimeCell cell = months[month];
    cell.worked += worked;
    cell.billable += billable;
    if (person.contractedOn(entry.day())) {
      cell.contractWorked += worked;
      cell.contractBillable += billable;
    } else {
      gap(Gap.Kind.NO_CONTRACT, month, person.name(), worked);
    }
  }

  private void addWork(Work work, TimeEntry entry, Staff person, int month) {
    WorkCell cell = work.cell(month);
    long worked = entry.worked().toSeconds();
    cell.worked += worked;
    cell.billable += entry.billable().toSeconds();
    if (book.isUnknown(work)) {
      gap(Gap.Kind.UNKNOWN_PROJECT, month, "", worked);
    } else if (work.recognisable() && earnedOrFree(entry, work, cell, month)) {
      addCost(entry, person, cell, month);
    }
  }

  /// Adds what the entry earns.
  ///
  /// @return false where that cannot be known; then its cost must stay out too
  private boolean earnedOrFree(TimeEntry entry, Work work, WorkCell cell, int month) {
    long billable = entry.billable().toSeconds();
    if (billable == 0 || !work.earns()) {
      return true;
    }
    boolean byTheHour = work.kind() == Work.Kind.TIME_AND_MATERIALS;
    Optional<Amount> value = value(entry, work, month, byTheHour);
    value.ifPresent(amount -> cell.standard(amount, billable));
    if (!byTheHour) {
      return true;
    }
    value.ifPresentOrElse(
        amount -> cell.earned(amount, !Boolean.FALSE.equals(entry.approved())),
        () -> cell.leftOut(entry.worked().toSeconds(), billable));
    return value.isPresent();
  }

  // Only the rate that the source put on the entry counts. A person's usual rate would be a guess
  // at what was agreed for this work.
  private Optional<Amount> value(TimeEntry entry, Work work, int month, boolean needed) {
    Optional<Money> rate = Optional.ofNullable(entry.billRate());
    long billable = entry.billable().toSeconds();
    if (rate.isEmpty() && needed) {
      gap(Gap.Kind.NO_BILL_RATE, month, work.name(), billable);
    }
    Optional<Amount> value = rate.flatMap(money -> convert(money, entry, billable));
    if (rate.isPresent() && value.isEmpty() && needed) {
      gap(Gap.Kind.NO_EXCHANGE_RATE, month, code(rate), billable);
    }
    return value;
  }

  private void addCost(TimeEntry entry, Staff person, WorkCell cell, int month) {
    long worked = entry.worked().toSeconds();
    Optional<Money> rate =
        Optional.ofNullable(entry.costRate()).or(() -> person.costRateOn(entry.day()));
    rate.flatMap(money -> convert(money, entry, worked))
        .ifPresentOrElse(
            amount -> cell.cost(amount, worked, person.index()),
            () -> {
              cell.uncosted += worked;
              costGap(rate, person, month, worked);
            });
  }

  private void costGap(Optional<Money> rate, Staff person, int month, long worked) {
    if (rate.isEmpty()) {
      gap(Gap.Kind.NO_COST_RATE, month, person.name(), worked);
    } else {
      gap(Gap.Kind.NO_COST_EXCHANGE_RATE, month, code(rate), worked);
    }
  }

  private Optional<Amount> convert(Money perHour, TimeEntry entry, long seconds) {
    return rates
        .on(perHour.currency(), entry.day())
        .map(factor -> Amount.ofTime(perHour.amount(), seconds).times(factor));
  }

  private void gap(Gap.Kind kind, int month, String name, long seconds) {
    YearMonth at = window.month(month);
    gaps.add(Gap.of(kind, at, name, seconds));
  }

  private static String code(Optional<Money> money) {
    return money.map(rate -> rate.currency().getCurrencyCode()).orElse("");
  }
}
