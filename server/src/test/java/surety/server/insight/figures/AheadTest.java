package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.insight.figures.Firm.eur;
import static surety.server.insight.figures.Firm.usd;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Person;

/// The pipeline and the weeks ahead.
@DisplayNameGeneration(ReplaceUnderscores.class)
class AheadTest {

  private final Firm firm = new Firm();

  private CapacityWeek firstWeek() {
    return firm.fold().weeks().getFirst();
  }

  private static double hours(long seconds) {
    return seconds / 3600.0;
  }

  @Test
  void a_deal_weighs_its_value_times_its_probability_in_the_month_it_is_expected() {
    firm.deal(eur("10000"), "0.25", "2026-06-18").deal(eur("10000"), "0.5", "2026-08-01");
    Pipeline pipeline = firm.fold().pipeline();
    assertThat(pipeline.months().getFirst().sum().weighted().rounded(2)).isEqualTo("2500.00");
    assertThat(pipeline.months().get(2).month()).isEqualTo(YearMonth.of(2026, 8));
    assertThat(pipeline.months().get(2).sum().weighted().rounded(2)).isEqualTo("5000.00");
    assertThat(pipeline.total().value().rounded(2)).isEqualTo("20000.00");
  }

  @Test
  void a_deal_whose_close_date_has_passed_is_stale_and_stands_apart() {
    firm.deal(eur("10000"), "0.5", "2026-06-17").deal(eur("10000"), "0.5", "2024-06-17");
    Pipeline pipeline = firm.fold().pipeline();
    assertThat(pipeline.stale().count()).isEqualTo(2);
    assertThat(pipeline.total().count()).isZero();
  }

  @Test
  void a_deal_that_is_expected_in_more_than_a_year_comes_later() {
    firm.deal(eur("100"), "1", "2027-05-31").deal(eur("100"), "1", "2027-06-01");
    assertThat(firm.fold().pipeline().months().getLast().sum().count()).isOne();
    assertThat(firm.fold().pipeline().later().count()).isOne();
  }

  @Test
  void a_missing_probability_close_date_value_or_exchange_rate_is_a_gap() {
    firm.deal(eur("1"), null, "2026-08-01").deal(eur("2"), "0.5", null);
    firm.deal(null, "0.5", "2026-08-01").deal(usd("4"), "0.5", "2026-08-01");
    firm.deal(eur("8"), "50", "2026-08-01");
    Aggregates figures = firm.fold();
    assertThat(figures.pipeline().total().count()).isZero();
    assertThat(figures.gaps(Range.THREE_MONTHS, Gap.Kind.NO_PROBABILITY))
        .singleElement()
        .satisfies(gap -> assertThat(gap.amounts().get("EUR")).isEqualByComparingTo("9"));
    assertThat(
            figures.gaps(
                Range.THREE_MONTHS,
                Gap.Kind.NO_CLOSE_DATE,
                Gap.Kind.NO_DEAL_VALUE,
                Gap.Kind.NO_EXCHANGE_RATE))
        .hasSize(3);
  }

  @Test
  void weeks_run_from_this_monday_for_twelve_weeks() {
    List<CapacityWeek> weeks = firm.person("Ana").fold().weeks();
    assertThat(weeks).hasSize(12);
    assertThat(weeks.getFirst().monday()).isEqualTo(LocalDate.of(2026, 6, 15));
    assertThat(weeks).allSatisfy(week -> assertThat(hours(week.contracted())).isEqualTo(40));
  }

  @Test
  void confirmed_and_tentative_bookings_stand_apart_and_weekends_are_not_booked() {
    firm.person("Ana").booked("Ana", "2026-06-19", "2026-06-22", 6, false);
    firm.booked("Ana", "2026-06-15", "2026-06-15", 4, true);
    List<CapacityWeek> weeks = firm.fold().weeks();
    assertThat(hours(weeks.get(0).confirmed())).isEqualTo(6);
    assertThat(hours(weeks.get(1).confirmed())).isEqualTo(6);
    assertThat(hours(weeks.get(0).tentative())).isEqualTo(4);
    assertThat(hours(weeks.get(0).free())).isEqualTo(34);
  }

  @Test
  void a_total_is_spread_over_the_working_days_of_the_whole_booking() {
    firm.person("Ana");
    firm.add(
        new Booking(
            "b",
            "Ana",
            null,
            Booking.Kind.WORK,
            LocalDate.of(2026, 6, 11),
            LocalDate.of(2026, 6, 16),
            null,
            Firm.hours(10),
            false));
    assertThat(hours(firstWeek().confirmed())).as("two of four days").isEqualTo(5);
  }

  @Test
  void leave_lowers_capacity_and_work_booked_on_it_is_flagged() {
    firm.person("Ana")
        .leave("Ana", "2026-06-15", "2026-06-15", 8)
        .leave("Ana", "2026-06-16", "2026-06-16", 4);
    firm.booked("Ana", "2026-06-15", "2026-06-17", 6, false);
    assertThat(hours(firstWeek().available())).isEqualTo(28);
    assertThat(hours(firstWeek().confirmed())).isEqualTo(18);
    assertThat(hours(firstWeek().onLeave())).as("6 on the day off, 2 on the half day").isEqualTo(8);
  }

  @Test
  void bookings_of_placeholders_have_no_capacity_behind_them() {
    firm.add(new Person("Hire", "Hire", true, true, Firm.week(8), List.of(), null));
    firm.booked("Hire", "2026-06-15", "2026-06-19", 8, false);
    assertThat(firstWeek().contracted()).isZero();
    assertThat(firstWeek().confirmed()).isZero();
    assertThat(hours(firstWeek().uncovered())).isEqualTo(40);
  }

  @Test
  void a_booking_without_hours_or_with_impossible_days_is_a_gap() {
    LocalDate day = LocalDate.of(2026, 6, 15);
    firm.person("Ana");
    firm.add(new Booking("1", "Ana", null, Booking.Kind.WORK, day, day, null, null, false));
    firm.add(
        new Booking(
            "2",
            "Ana",
            null,
            Booking.Kind.WORK,
            day,
            day.minusDays(1),
            Firm.hours(8),
            null,
            false));
    firm.add(
        new Booking(
            "3",
            "Ana",
            null,
            Booking.Kind.WORK,
            day,
            day.plusYears(900),
            Firm.hours(8),
            null,
            false));
    assertThat(firstWeek().confirmed()).isZero();
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.BOOKING_WITHOUT_HOURS))
        .singleElement()
        .satisfies(gap -> assertThat(gap.count()).isEqualTo(3));
  }
}
