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
import surety.sandbox.Booking;
import surety.sandbox.Firm;

/// The made-up firm's figures, folded and computed again by [Ledger], agree to the cent and to the
/// minute.
@DisplayNameGeneration(ReplaceUnderscores.class)
class RecomputationTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 6, 18);
  private static final LocalDate FROM = LocalDate.of(2023, 6, 1);
  private static final Firm FIRM = Firm.generate(7, TODAY);
  private static final Ledger LEDGER = new Ledger(FIRM, FROM);
  private static final Aggregates FIGURES = new MadeUpFirm(FIRM).fold(FROM);

  private static Predicate<YearMonth> in(Range range) {
    return month -> range.holds(month, TODAY);
  }

  @Test
  void the_firm_is_large_enough_to_mean_something() {
    assertThat(FIRM.timeEntries()).hasSizeGreaterThan(50_000);
    assertThat(FIGURES.months()).hasSize(37);
    assertThat(FIGURES.gaps()).isNotEmpty();
  }

  @Test
  void hours_by_month() {
    for (MonthSums sums : FIGURES.months(Range.TWELVE_MONTHS)) {
      assertThat(sums.time().worked()).isEqualTo(60 * LEDGER.workedMinutes(sums.month()));
      assertThat(sums.time().billable()).isEqualTo(60 * LEDGER.billableMinutes(sums.month()));
    }
  }

  @Test
  void contracted_and_available_hours_by_month() {
    for (MonthSums sums : FIGURES.months(Range.SIX_MONTHS)) {
      LocalDate first = sums.month().atDay(1);
      LocalDate end = sums.month().atEndOfMonth();
      LocalDate last = end.isAfter(TODAY) ? TODAY : end;
      assertThat(sums.time().contracted()).isEqualTo(60 * LEDGER.contractedMinutes(first, last));
      assertThat(sums.time().available()).isEqualTo(60 * LEDGER.availableMinutes(first, last));
    }
  }

  @Test
  void revenue_by_month_of_both_kinds() {
    for (MonthSums sums : FIGURES.months(Range.TWELVE_MONTHS)) {
      Predicate<YearMonth> month = sums.month()::equals;
      assertThat(sums.revenue().byTheHour().rounded(2))
          .isEqualTo(LEDGER.byTheHour(month, project -> true).money());
      assertThat(sums.revenue().byFee().rounded(2))
          .isEqualTo(LEDGER.byFee(month, project -> true).money());
      assertThat(sums.billing().invoiced().rounded(2)).isEqualTo(LEDGER.invoiced(month).money());
    }
  }

  @Test
  void work_in_progress_at_the_end_of_each_month() {
    for (MonthSums sums : FIGURES.months(Range.THREE_MONTHS)) {
      List<Ledger.Fraction> expected = LEDGER.balances(sums.month());
      assertThat(sums.billing().unbilled().rounded(2)).isEqualTo(expected.get(0).money());
      assertThat(sums.billing().ahead().rounded(2)).isEqualTo(expected.get(1).money());
    }
  }

  @Test
  void cost_and_revenue_of_all_work_in_each_range() {
    for (Range range : Range.values()) {
      CostRow.Span total = CostRow.total(FIGURES.costs().orElseThrow(), range);
      assertThat(total.cost().rounded(2)).isEqualTo(LEDGER.cost(in(range), p -> true).money());
      assertThat(total.revenue().rounded(2))
          .isEqualTo(
              LEDGER
                  .byTheHour(in(range), p -> true)
                  .plus(LEDGER.byFee(in(range), p -> true))
                  .money());
    }
  }

  @Test
  void cost_of_each_project_that_is_shown_alone() {
    List<CostRow> alone = new ArrayList<>(FIGURES.costs().orElseThrow());
    alone.removeIf(row -> row.project().isEmpty());
    assertThat(alone).isNotEmpty();
    for (CostRow row : alone) {
      BigDecimal expected =
          LEDGER.cost(in(Range.SIX_MONTHS), p -> p.name().equals(row.project())).money();
      assertThat(row.total(Range.SIX_MONTHS).cost().rounded(2)).isEqualTo(expected);
    }
  }

  @Test
  void receivables_by_age() {
    List<Ledger.Fraction> expected = LEDGER.receivables();
    for (Receivables.Age age : Receivables.Age.values()) {
      assertThat(FIGURES.receivables().of(age).amount().rounded(2))
          .as(age.name())
          .isEqualTo(expected.get(age.ordinal()).money());
    }
  }

  @Test
  void weighted_pipeline_by_month() {
    Map<YearMonth, Ledger.Fraction> expected = LEDGER.pipeline();
    for (Pipeline.Month month : FIGURES.pipeline().months()) {
      assertThat(month.sum().weighted().rounded(2))
          .isEqualTo(expected.getOrDefault(month.month(), Ledger.Fraction.NONE).money());
    }
    assertThat(FIGURES.pipeline().stale().weighted().rounded(2))
        .isEqualTo(expected.getOrDefault(YearMonth.of(0, 1), Ledger.Fraction.NONE).money());
  }

  @Test
  void capacity_and_bookings_by_week() {
    for (CapacityWeek week : FIGURES.weeks()) {
      LocalDate monday = week.monday();
      LocalDate sunday = monday.plusDays(6);
      assertThat(week.contracted()).isEqualTo(60 * LEDGER.contractedMinutes(monday, sunday));
      assertThat(week.available()).isEqualTo(60 * LEDGER.availableMinutes(monday, sunday));
      assertThat(week.confirmed() / 60)
          .as("a total that does not divide by its days loses less than a minute a day")
          .isCloseTo(LEDGER.bookedMinutes(monday, sunday, Booking.State.CONFIRMED), within(60L));
      assertThat(week.tentative() / 60)
          .isCloseTo(LEDGER.bookedMinutes(monday, sunday, Booking.State.TENTATIVE), within(60L));
    }
  }

  @Test
  void a_ledger_of_another_day_does_not_agree() {
    Ledger other = new Ledger(FIRM, FROM.plusMonths(1));
    assertThat(FIGURES.months().getFirst().time().worked())
        .isNotEqualTo(60 * other.workedMinutes(FIGURES.months().getFirst().month()));
  }

  @Test
  void sixty_thousand_entries_fold_well_under_300_milliseconds() {
    MadeUpFirm made = new MadeUpFirm(FIRM);
    var one = made.phaseOne().toList();
    var two = made.phaseTwo().toList();
    ExchangeRates rates = made.rates(FROM);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 15; round++) {
      long start = System.nanoTime();
      References references = new References();
      one.forEach(record -> references.accept(0, record));
      Fold fold = new Fold(references, rates, new Window(FROM, TODAY));
      two.forEach(record -> fold.accept(0, record));
      assertThat(fold.finish().months()).hasSize(37);
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.println("fold of " + two.size() + " records: " + best / 1_000_000.0 + " ms");
    assertThat(best).isLessThan(300_000_000L);
  }
}
