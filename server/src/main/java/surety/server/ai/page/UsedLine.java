package surety.server.ai.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import surety.server.ai.limit.Spending;

/// What a key has used today, as the page shows it.
///
/// @param dollars with two decimals, rounded up
record UsedLine(String name, long requests, long tokens, String dollars) {

  private static final int MICROS = 6;

  static UsedLine of(Spending.Used used) {
    String name = used.name() == null ? "a former key" : used.name();
    return new UsedLine(name, used.requests(), used.tokens(), dollars(used.micros()));
  }

  static UsedLine total(List<Spending.Used> all) {
    return new UsedLine(
        "All",
        all.stream().mapToLong(Spending.Used::requests).sum(),
        all.stream().mapToLong(Spending.Used::tokens).sum(),
        dollars(all.stream().mapToLong(Spending.Used::micros).sum()));
  }

  private static String dollars(long micros) {
    return BigDecimal.valueOf(micros, MICROS).setScale(2, RoundingMode.CEILING).toPlainString();
  }
}
