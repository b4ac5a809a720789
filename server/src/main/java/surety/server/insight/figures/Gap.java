package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import surety.server.platform.Ephemeral;

/// Something that a figure needed and the source did not deliver, with its size.
///
/// @param month the month that it falls in, null where it has none
/// @param name the person, project, client or currency concerned, empty where there is none
/// @param count how many records
/// @param seconds how much time, 0 where it is no time
/// @param amounts how much money, by currency code, unconverted
public record Gap(
    Kind kind,
    @Nullable YearMonth month,
    String name,
    long count,
    long seconds,
    Map<String, BigDecimal> amounts)
    implements Ephemeral {

  /// The most time first, then the most records.
  static final Comparator<Gap> LARGEST_FIRST =
      Comparator.comparingLong(Gap::seconds)
          .thenComparingLong(Gap::count)
          .reversed()
          .thenComparing(Gap::kind)
          .thenComparing(Gap::name);

  /// What is missing.
  public enum Kind {
    NO_BILL_RATE,
    NO_COST_RATE,
    NO_EXCHANGE_RATE,
    NO_COST_EXCHANGE_RATE,
    NO_CONTRACT,
    LEAVER_WITHOUT_END,
    UNKNOWN_PROJECT,
    NOT_RECOGNISABLE,
    STARTED_BEFORE_DATA,
    BALANCE_UNKNOWN,
    FUTURE_TIME,
    NO_ISSUE_DATE,
    NO_INVOICE_LINES,
    NO_DUE_DATE,
    NO_OPEN_AMOUNT,
    NO_PROBABILITY,
    NO_CLOSE_DATE,
    NO_DEAL_VALUE,
    BOOKING_WITHOUT_HOURS
  }

  public Gap {
    amounts = Map.copyOf(amounts);
  }

  static Gap of(Kind kind, @Nullable YearMonth month, String name, long seconds) {
    return new Gap(kind, month, name, 1, seconds, Map.of());
  }

  static Gap of(
      Kind kind, @Nullable YearMonth month, String name, BigDecimal amount, Currency currency) {
    return new Gap(kind, month, name, 1, 0, Map.of(currency.getCurrencyCode(), amount));
  }

  Gap merged(Gap other) {
    Map<String, BigDecimal> sums = new TreeMap<>(amounts);
    other.amounts.forEach((currency, amount) -> sums.merge(currency, amount, BigDecimal::add));
    return new Gap(kind, month, name, count + other.count, seconds + other.seconds, sums);
  }

  Gap withoutMonth() {
    return new Gap(kind, null, name, count, seconds, amounts);
  }

  @Override
  public String toString() {
    return "Gap[" + kind + "]";
  }
}
