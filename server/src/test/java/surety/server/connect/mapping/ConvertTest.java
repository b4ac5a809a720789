package surety.server.connect.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConvertTest {

  @Test
  void minor_units_are_those_of_the_currency() {
    assertThat(minor("840000", "GBP")).isEqualByComparingTo("8400");
    assertThat(minor("-1", "EUR")).isEqualByComparingTo("-0.01");
    assertThat(minor("500", "JPY")).isEqualByComparingTo("500");
    assertThat(minor("1234", "KWD")).isEqualByComparingTo("1.234");
  }

  private static BigDecimal minor(String text, String currency) {
    return Convert.amount(text, Convert.Amount.MINOR_UNITS, Currency.getInstance(currency));
  }

  @Test
  void time_is_exact_to_the_second() {
    assertThat(Convert.time("3.25", Convert.Time.HOURS)).isEqualTo(Duration.ofMinutes(195));
    assertThat(Convert.time("0.33", Convert.Time.HOURS)).isEqualTo(Duration.ofSeconds(1188));
    assertThat(Convert.time("210", Convert.Time.MINUTES)).isEqualTo(Duration.ofMinutes(210));
    assertThat(Convert.time("135000", Convert.Time.SECONDS)).isEqualTo(Duration.ofMinutes(2250));
    assertThat(Convert.time("02:30:00", Convert.Time.CLOCK)).isEqualTo(Duration.ofMinutes(150));
    assertThat(Convert.time("112:00:59", Convert.Time.CLOCK)).isEqualTo(Duration.ofSeconds(403259));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2:30", "02:60:00", "02:30:00.5", "-01:00:00", "2.5"})
  void what_is_no_clock_is_unreadable(String text) {
    assertThatThrownBy(() -> Convert.time(text, Convert.Time.CLOCK))
        .isInstanceOf(Convert.Unreadable.class);
  }

  @Test
  void a_date_is_the_day_that_the_source_wrote_whatever_its_offset() {
    assertThat(Convert.date("2026-07-08")).isEqualTo(LocalDate.of(2026, 7, 8));
    assertThat(Convert.date("2026-07-08T23:30:00.000-11:00")).isEqualTo(LocalDate.of(2026, 7, 8));
    assertThat(Convert.date("2026-07-08 10:00:00")).isEqualTo(LocalDate.of(2026, 7, 8));
  }

  @Test
  void the_day_of_an_instant_is_that_in_UTC() {
    assertThat(Convert.day("1783468800", Convert.Instant.UNIX_SECONDS)).hasToString("2026-07-08");
    assertThat(Convert.day("1783555199", Convert.Instant.UNIX_SECONDS)).hasToString("2026-07-08");
    assertThatThrownBy(() -> Convert.day("1783555199.5", Convert.Instant.UNIX_SECONDS))
        .isInstanceOf(Convert.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-7-8",
        "08.07.2026",
        "2026-02-30",
        "2026-13-01",
        "20260708",
        "2026-07-08x"
      })
  void what_is_no_date_is_unreadable_and_not_another_day(String text) {
    assertThatThrownBy(() -> Convert.date(text)).isInstanceOf(Convert.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1e999999999", "0x10", "1,5", "NaN"})
  void what_is_no_number_is_unreadable(String text) {
    assertThatThrownBy(() -> Convert.decimal(text)).isInstanceOf(Convert.Unreadable.class);
  }

  @Test
  void a_rate_made_from_a_cost_gives_the_cost_back_to_the_cent() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal cost = BigDecimal.valueOf(random.nextLong(1, 1_000_000), 2);
      long minutes = random.nextLong(1, 1_500);
      BigDecimal rate = Convert.perHour(cost, Duration.ofMinutes(minutes));
      BigDecimal back =
          rate.multiply(BigDecimal.valueOf(minutes))
              .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP);
      assertThat(back).isEqualByComparingTo(cost);
    }
  }

  @Test
  void a_share_is_between_zero_and_one() {
    assertThat(Convert.share("60", Convert.Share.PERCENT)).isEqualByComparingTo("0.6");
    assertThat(Convert.share("0.6", Convert.Share.RATIO)).isEqualByComparingTo("0.6");
  }
}
