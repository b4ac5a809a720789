package surety.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RateLinesTest {

  private static final Currency EUR = Currency.getInstance("EUR");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USD 2026-06-01 0.92",
        " usd,2026-06-01,0.92 ",
        "USD;2026-06-01;0.92",
        "USD\t2026-06-01\t0.92"
      })
  void a_line_is_a_currency_a_day_and_a_rate(String line) {
    assertThat(RateLines.of(line, EUR).rates())
        .containsExactly(
            new ExchangeRateTable.Rate(
                Currency.getInstance("USD"), LocalDate.of(2026, 6, 1), new BigDecimal("0.92")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USD 2026-06-01",
        "USD 2026-06-31 0.92",
        "USD 2026-06-01 0",
        "USD 2026-06-01 -1",
        "USD 2026-06-01 1e5",
        "QQQ 2026-06-01 0.92",
        "EUR 2026-06-01 1",
        "USD 1889-06-01 0.92",
        "USD 2026-06-01 0.92 extra"
      })
  void anything_else_is_named_by_its_line_and_not_guessed_at(String line) {
    RateLines lines = RateLines.of("GBP 2026-06-01 1.17\n\n" + line, EUR);
    assertThat(lines.wrong()).containsExactly(3);
    assertThat(lines.wrongLines()).isEqualTo("3");
  }

  @Test
  void many_wrong_lines_are_counted() {
    assertThat(RateLines.of("x\n".repeat(9), EUR).wrongLines())
        .isEqualTo("1, 2, 3, 4, 5 and 4 more");
  }
}
