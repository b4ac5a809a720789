package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import surety.sandbox.Booking;
import surety.sandbox.Firm;

/// Figures of a firm and the same figures computed again by [Ledger] and [Roster] agree to the cent
/// and to the
/// minute.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecomputationRules {

  private final LocalDate today;
  private final Ledger ledger;
  private final Roster roster;
  private final Aggregates figures;

  /// @param firm what there is to know
  RecomputationRules(Firm firm, Aggregates figures) {
    this.today = firm.today();
    this.ledger = new Ledger(firm, figures.dataFrom());
    this.roster = new Roster(firm);
    this.figures = figures;
  }

  private Predicate<YearMonth> in(Range range) {
    return month -> range.holds(month, today);
  }

  @Test
  void hours_by_month() {
    for (MonthSums sums : figures.months(Range.TWELVE_MONTHS)) {
      assertThat(sums.time().worked()).isEqualTo(60 * ledger.workedMinutes(sums.month()));
      assertThat(sums.time().billable()).isEqualTo(60 * ledger.billableMinutes(sums.month()));
    }
  }

  @Test
  void contracted_and_available_hours_by_month() {
    for (MonthSums sums : figures.months(Range.SIX_MONTHS)) {
      LocalDate first = sums.month().atDay(1);
      LocalDate end = sums.month().atEndOfMonth();
      LocalDate last = end.isAfter(today) ? today : end;
      assertThat(sums.time().contracted()).isEqualTo(60 * roster.contractedMinutes(first, last));
      assertThat(sums.time().available()).isEqualTo(60 * roster.availableMinutes(first, last));
    }
  }

  @Test
  void revenue_by_month_of_both_kinds() {
    for (MonthSums sums : figures.months(Range.TWELVE_MONTHS)) {
      Predicate<YearMonth> month = sums.month()::equals;
      assertThat(sums.revenue().byTheHour().rounded(2))
          .isEqualTo(ledger.byTheHour(month, project -> true).money());
      assertThat(sums.revenue().byFee().rounded(2))
          .isEqualTo(ledger.byFee(month, project -> true).money());
      assertThat(sums.billing().invoiced().rounded(2)).isEqualTo(ledger.invoiced(month).money());
    }
  }

  @Test
  void work_in_progress_at_the_end_of_each_month() {
    for (MonthSums sums : figures.months(Range.THREE_MONTHS)) {
      List<Ledger.Fraction> expected = ledger.balances(sums.month());
      assertThat(sums.billing().unbilled().rounded(2)).isEqualTo(expected.get(0).money());
      assertThat(sums.billing().ahead().rounded(2)).isEqualTo(expected.get(1).money());
    }
  }

  @Test
  void cost_and_revenue_of_all_work_in_each_range() {
    for (Range range : Range.values()) {
      CostRow.Span total = CostRow.total(figures.costs().orElseThrow(), range);
      assertThat(total.cost().rounded(2)).isEqualTo(ledger.cost(in(range), p -> true).money());
      assertThat(total.revenue().rounded(2))
          .isEqualTo(
              ledger
                  .byTheHour(in(range), p -> true)
                  .plus(ledger.byFee(in(range), p -> true))
                  .money());
    }
  }

  @Test
  void cost_of_each_project_that_is_shown_alone() {
    List<CostRow> alone = new ArrayList<>(figures.costs().orElseThrow());
    alone.removeIf(row -> row.project().isEmpty());
    for (CostRow row : alone) {
      BigDecimal expected =
          ledger.cost(in(Range.SIX_MONTHS), p -> p.name().equals(row.project())).money();
      assertThat(row.total(Range.SIX_MONTHS).cost().rounded(2)).isEqualTo(expected);
    }
  }

  @Test
  void receivables_by_age() {
    List<Ledger.Fraction> expected = ledger.receivables();
    for (Receivables.Age age : Receivables.Age.values()) {
      assertThat(figures.receivables().of(age).amount().rounded(2))
          .as(age.name())
          .isEqualTo(expected.get(age.ordinal()).money());
    }
  }

  @Test
  void weighted_pipeline_by_month() {
    Map<YearMonth, Ledger.Fraction> expected = ledger.pipeline();
    for (Pipeline.Month month : figures.pipeline().months()) {
      assertThat(month.sum().weighted().rounded(2))
          .isEqualTo(expected.getOrDefault(month.month(), Ledger.Fraction.NONE).money());
    }
    assertThat(figures.pipeline().stale().weighted().rounded(2))
        .isEqualTo(expected.getOrDefault(YearMonth.of(0, 1), Ledger.Fraction.NONE).money());
  }

  @Test
  void capacity_and_bookings_by_week() {
    for (CapacityWeek week : figures.weeks()) {
      LocalDate monday = week.monday();
      LocalDate sunday = monday.plusDays(6);
      assertThat(week.contracted()).isEqualTo(60 * roster.contractedMinutes(monday, sunday));
      assertThat(week.available()).isEqualTo(60 * roster.availableMinutes(monday, sunday));
      assertThat(week.confirmed() / 60)
          .as("a total that does not divide by its days loses less than a minute a day")
          .isCloseTo(roster.bookedMinutes(monday, sunday, Booking.State.CONFIRMED), within(60L));
      assertThat(week.tentative() / 60)
          .isCloseTo(roster.bookedMinutes(monday, sunday, Booking.State.TENTATIVE), within(60L));
    }
  }
}
