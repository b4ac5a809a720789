package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.insight.figures.Firm.eur;
import static surety.server.insight.figures.Firm.usd;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;
import surety.server.connect.SourceRecord.Project;
import surety.server.connect.SourceRecord.TimeEntry;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RevenueTest {

  private final Firm firm = new Firm().person("Ana").project("T", Billing.TIME_AND_MATERIALS);

  private MonthSums.Revenue revenue(int month) {
    return firm.fold().months().stream()
        .filter(sums -> sums.month().equals(YearMonth.of(2026, month)))
        .findFirst()
        .orElseThrow()
        .revenue();
  }

  private static BigDecimal cents(Amount amount) {
    return amount.rounded(2);
  }

  @Test
  void time_and_materials_earn_billable_hours_times_the_rate_of_the_entry() {
    firm.time("Ana", "T", "2026-05-04", 8, 6, eur("120"))
        .time("Ana", "T", "2026-05-05", 2, 2, eur("90"));
    assertThat(cents(revenue(5).byTheHour())).isEqualTo("900.00");
  }

  @Test
  void a_persons_usual_rate_is_no_rate_of_an_entry() {
    HourlyRate usual = new HourlyRate(null, null, eur("100"));
    firm.add(new Person("Cy", "Cy", true, false, Firm.week(8), List.of(), usual));
    firm.time("Cy", "T", "2026-05-04", 1, 1);
    assertThat(revenue(5).billable()).isZero();
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_BILL_RATE)).hasSize(1);
  }

  @Test
  void a_missing_rate_is_not_zero_its_hours_leave_the_rate_and_show_as_a_gap() {
    firm.time("Ana", "T", "2026-05-04", 8, 8, eur("100")).time("Ana", "T", "2026-05-05", 8, 8);
    MonthSums.Revenue may = revenue(5);
    assertThat(may.total().perHour(may.billable()).rounded(2)).hasValue(new BigDecimal("100.00"));
    assertThat(Ratio.of(may.billable(), may.allBillable()).percent(0))
        .hasValue(new BigDecimal("50"));
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_BILL_RATE))
        .singleElement()
        .satisfies(gap -> assertThat(gap.seconds()).isEqualTo(8 * 3600))
        .satisfies(gap -> assertThat(gap.name()).isEqualTo("T"));
  }

  @Test
  void a_fixed_fee_is_earned_evenly_per_calendar_day_and_its_months_add_up_to_the_fee() {
    firm.fixedFee("F", "1000.00", "2026-03-15", "2026-05-16");
    assertThat(cents(revenue(3).byFee())).as("17 of 63 days").isEqualTo("269.84");
    assertThat(cents(revenue(4).byFee())).as("30 of 63 days").isEqualTo("476.19");
    assertThat(cents(revenue(5).byFee())).as("16 of 63 days").isEqualTo("253.97");
    assertThat(cents(firm.fold().total(Range.THREE_MONTHS).revenue().byFee())).isEqualTo("1000.00");
  }

  @Test
  void a_running_fixed_fee_is_earned_up_to_and_including_today() {
    firm.fixedFee("F", "3000", "2026-06-01", "2026-06-30");
    assertThat(cents(revenue(6).byFee())).isEqualTo("1800.00");
  }

  @Test
  void a_fixed_fee_without_dates_or_without_a_fee_is_listed_and_earns_nothing() {
    firm.fixedFee("No end", "1000", "2026-03-15", null)
        .fixedFee("No fee", null, "2026-03-15", "2026-05-16");
    firm.fixedFee("Backwards", "1000", "2026-05-16", "2026-03-15");
    firm.time("Ana", "No end", "2026-05-04", 8, 8, eur("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("0.00");
    assertThat(revenue(5).billable()).as("hours leave the rates").isZero();
    assertThat(revenue(5).allBillable()).isEqualTo(8 * 3600);
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NOT_RECOGNISABLE))
        .extracting(Gap::name)
        .containsExactlyInAnyOrder("No end", "No fee", "Backwards");
  }

  @Test
  void a_fixed_fee_does_not_depend_on_the_hours_and_its_effective_rate_does() {
    firm.fixedFee("F", "3100", "2026-05-01", "2026-05-31");
    firm.time("Ana", "F", "2026-05-04", 40, 31, eur("150"));
    MonthSums.Revenue may = revenue(5);
    assertThat(may.total().perHour(may.billable()).rounded(2)).hasValue(new BigDecimal("100.00"));
    assertThat(may.total().perHour(may.worked()).rounded(2)).hasValue(new BigDecimal("77.50"));
    assertThat(may.standardValue().perHour(may.ratedBillable()).rounded(2))
        .as("the billable rate is what the hours were meant to bring")
        .hasValue(new BigDecimal("150.00"));
  }

  @Test
  void each_entry_is_converted_at_the_rate_of_its_own_day() {
    firm.rate(Firm.USD, "2026-05-01", "0.90").rate(Firm.USD, "2026-05-15", "0.95");
    firm.time("Ana", "T", "2026-05-04", 1, 1, usd("100"))
        .time("Ana", "T", "2026-05-18", 1, 1, usd("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("185.00");
  }

  @Test
  void a_missing_exchange_rate_is_a_gap_and_never_one() {
    firm.time("Ana", "T", "2026-05-04", 1, 1, usd("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("0.00");
    assertThat(revenue(5).billable()).isZero();
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_EXCHANGE_RATE))
        .extracting(Gap::name)
        .containsExactly("USD");
  }

  @Test
  void an_exchange_rate_holds_for_35_days_and_not_for_36() {
    firm.rate(Firm.USD, "2026-04-01", "0.90");
    firm.time("Ana", "T", "2026-05-06", 1, 1, usd("100"))
        .time("Ana", "T", "2026-05-07", 1, 1, usd("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("90.00");
  }

  @Test
  void a_later_exchange_rate_is_not_used_for_an_earlier_day() {
    firm.rate(Firm.USD, "2026-05-05", "0.90").time("Ana", "T", "2026-05-04", 1, 1, usd("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("0.00");
  }

  @Test
  void sums_are_of_exact_values_and_rounded_once() {
    for (int i = 0; i < 3; i++) {
      firm.time("Ana", "T", "2026-05-04", 1, 1.0 / 3, eur("0.01"));
    }
    assertThat(cents(revenue(5).total())).as("three times a third of a cent").isEqualTo("0.01");
  }

  @Test
  void half_a_cent_is_rounded_to_the_even_cent() {
    assertThat(Amount.of(new BigDecimal("0.125")).rounded(2)).isEqualTo("0.12");
    assertThat(Amount.of(new BigDecimal("0.135")).rounded(2)).isEqualTo("0.14");
  }

  @Test
  void time_not_yet_approved_is_earned_and_shown_apart() {
    Money rate = eur("100");
    firm.add(
        new TimeEntry(
            "1",
            "Ana",
            "T",
            Firm.day("2026-05-04"),
            Firm.hours(2),
            Firm.hours(2),
            rate,
            null,
            false));
    firm.time("Ana", "T", "2026-05-05", 3, 3, rate);
    assertThat(cents(revenue(5).total())).isEqualTo("500.00");
    assertThat(cents(revenue(5).unapproved())).isEqualTo("200.00");
  }

  @Test
  void internal_work_and_work_for_free_earn_nothing_and_are_in_no_rate() {
    firm.project("Free", Billing.NON_BILLABLE);
    firm.add(
        new Project("Own", "Own", null, null, false, Billing.UNKNOWN, Firm.EUR, null, null, null));
    firm.time("Ana", "Free", "2026-05-04", 8, 0).time("Ana", "Own", "2026-05-05", 8, 0);
    firm.time("Ana", null, "2026-05-06", 8, 0);
    assertThat(revenue(5).allWorked()).isZero();
    assertThat(firm.fold().gaps()).isEmpty();
  }

  @Test
  void time_on_a_project_that_was_not_delivered_is_a_gap() {
    firm.time("Ana", "gone", "2026-05-04", 8, 8, eur("100"));
    assertThat(cents(revenue(5).total())).isEqualTo("0.00");
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.UNKNOWN_PROJECT)).hasSize(1);
  }

  @Test
  void gaps_of_other_months_are_not_in_a_range() {
    firm.time("Ana", "T", "2025-12-04", 8, 8);
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_BILL_RATE)).isEmpty();
    assertThat(firm.fold().gaps(Range.SIX_MONTHS, Gap.Kind.NO_BILL_RATE)).hasSize(1);
  }
}
