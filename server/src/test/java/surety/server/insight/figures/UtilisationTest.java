package surety.server.insight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static surety.server.insight.figures.Firm.capacity;

import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.SourceRecord.Billing;
import surety.server.connect.SourceRecord.Booking;
import surety.server.connect.SourceRecord.Person;

/// May 2026 has 21 days from Monday to Friday: 168 hours for somebody who works eight a day.
@DisplayNameGeneration(ReplaceUnderscores.class)
class UtilisationTest {

  private final Firm firm = new Firm().project("P", Billing.TIME_AND_MATERIALS);

  private MonthSums.Time may() {
    return firm.fold().months().stream()
        .filter(month -> month.month().equals(YearMonth.of(2026, 5)))
        .findFirst()
        .orElseThrow()
        .time();
  }

  private static long hours(long seconds) {
    assertThat(seconds % 3600).isZero();
    return seconds / 3600;
  }

  @Test
  void a_month_of_full_days_is_its_working_days_times_the_contracted_hours() {
    firm.person("Ana");
    assertThat(hours(may().contracted())).isEqualTo(168);
    assertThat(hours(may().available())).isEqualTo(168);
  }

  @Test
  void the_same_hours_are_80_per_cent_of_the_contract_and_100_with_one_day_in_five_off() {
    firm.person("Ana", List.of(capacity("2026-05-04", "2026-05-08", 8)), "50");
    firm.leave("Ana", "2026-05-08", "2026-05-08", 8);
    firm.time("Ana", "P", "2026-05-04", 32, 32);
    assertThat(Ratio.of(may().contractBillable(), may().contracted()).percent(1))
        .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("80"));
    assertThat(Ratio.of(may().contractBillable(), may().available()).percent(1))
        .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("100"));
  }

  @Test
  void utilisation_is_blank_when_the_whole_time_is_off() {
    firm.person("Ana", List.of(capacity("2026-05-04", "2026-05-08", 8)), "50");
    firm.leave("Ana", "2026-05-04", "2026-05-08", 8);
    assertThat(Ratio.of(may().contractBillable(), may().available()).percent(1)).isEmpty();
  }

  @Test
  void overtime_is_more_than_100_per_cent() {
    firm.person("Ana", List.of(capacity("2026-05-04", "2026-05-08", 8)), "50");
    firm.time("Ana", "P", "2026-05-09", 50, 50);
    assertThat(Ratio.of(may().billable(), may().contracted()).percent(1))
        .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("125"));
    assertThat(hours(may().contractBillable())).as("no contract on that Saturday").isZero();
  }

  @Test
  void two_public_holidays_on_one_day_count_once_and_leave_on_a_holiday_takes_no_second_day() {
    firm.person("Ana");
    firm.holiday("Ana", "2026-05-01", 8).holiday("Ana", "2026-05-01", 8);
    firm.leave("Ana", "2026-05-01", "2026-05-01", 8);
    assertThat(hours(may().available())).isEqualTo(160);
  }

  @Test
  void half_days_add_up_and_weekends_cost_no_leave() {
    firm.person("Ana");
    firm.leave("Ana", "2026-05-05", "2026-05-05", 4).leave("Ana", "2026-05-05", "2026-05-05", 4);
    firm.leave("Ana", "2026-05-08", "2026-05-11", 4);
    assertThat(hours(may().available())).isEqualTo(168 - 8 - 4 - 4);
  }

  @Test
  void leave_that_is_not_approved_is_not_taken_off() {
    firm.person("Ana");
    firm.booking("Ana", Booking.Kind.LEAVE, "2026-05-05", "2026-05-05", 8, true);
    assertThat(hours(may().available())).isEqualTo(168);
  }

  @Test
  void who_joins_in_the_month_counts_from_the_first_day_and_part_time_by_the_hours() {
    firm.person("Ana", List.of(capacity("2026-05-25", null, 8)), "50");
    firm.person(
        "Bo", List.of(capacity(null, "2026-05-24", 8), capacity("2026-05-25", null, 4)), "50");
    assertThat(hours(may().contracted())).isEqualTo(5 * 8 + 16 * 8 + 5 * 4);
  }

  @Test
  void who_left_without_an_end_of_contract_counts_up_to_the_last_day_with_time() {
    firm.add(new Person("Ana", "Ana", false, false, Firm.week(8), List.of(), null));
    firm.time("Ana", "P", "2026-05-05", 8, 8);
    assertThat(hours(may().contracted())).as("1, 4 and 5 May").isEqualTo(24);
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.LEAVER_WITHOUT_END)).hasSize(1);
  }

  @Test
  void a_placeholder_has_no_hours() {
    firm.add(new Person("Hire", "Hire", true, true, Firm.week(8), List.of(), null));
    assertThat(may().contracted()).isZero();
  }

  @Test
  void time_of_people_without_a_contract_is_left_out_of_the_ratio_and_counted_as_a_gap() {
    firm.person("Ana").person("Bo", List.of(), "50");
    firm.time("Ana", "P", "2026-05-05", 8, 6).time("Bo", "P", "2026-05-05", 8, 8);
    assertThat(hours(may().contractBillable())).isEqualTo(6);
    assertThat(hours(may().worked())).isEqualTo(16);
    assertThat(firm.fold().gaps(Range.THREE_MONTHS, Gap.Kind.NO_CONTRACT))
        .singleElement()
        .satisfies(gap -> assertThat(gap.seconds()).isEqualTo(8 * 3600));
  }

  @Test
  void a_group_is_the_ratio_of_its_sums_and_not_the_mean_of_ratios() {
    firm.person("Ana", List.of(capacity("2026-05-04", "2026-05-08", 8)), "50");
    firm.person("Bo", List.of(capacity("2026-05-04", "2026-05-04", 8)), "50");
    firm.time("Ana", "P", "2026-05-04", 20, 20).time("Bo", "P", "2026-05-04", 8, 8);
    assertThat(Ratio.of(may().contractBillable(), may().available()).percent(2))
        .as("28 of 48 hours; the mean of 50 % and 100 % would be 75 %")
        .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("58.33"));
  }

  @Test
  void days_after_today_do_not_count_and_time_logged_for_them_is_a_gap() {
    firm.person("Ana").time("Ana", "P", "2026-06-19", 8, 8);
    Aggregates figures = firm.fold();
    MonthSums june = figures.months().getLast();
    assertThat(hours(june.time().contracted())).as("1 to 18 June").isEqualTo(14 * 8);
    assertThat(june.time().worked()).isZero();
    assertThat(figures.gaps(Range.THREE_MONTHS, Gap.Kind.FUTURE_TIME)).hasSize(1);
  }

  @Test
  void a_range_is_so_many_whole_months_and_the_current_one_so_far() {
    Aggregates figures = firm.fold();
    assertThat(figures.months(Range.THREE_MONTHS))
        .extracting(MonthSums::month)
        .containsExactly(
            YearMonth.of(2026, 3),
            YearMonth.of(2026, 4),
            YearMonth.of(2026, 5),
            YearMonth.of(2026, 6));
    assertThat(figures.months(Range.TWELVE_MONTHS)).hasSize(13);
  }
}
