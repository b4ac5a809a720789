package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What one unit of a currency was worth in the reporting currency, day by day.
///
/// A day without a rate takes the latest earlier one, at most [#LIMIT_DAYS] days old. Past that
/// there is no rate: it is a gap, never one to one.
public final class ExchangeRates {

  /// How old a rate may be for a day that has none, so that a rate a month is enough.
  public static final int LIMIT_DAYS = 35;

  private static final Optional<BigDecimal> SAME = Optional.of(BigDecimal.ONE);

  private final Currency reporting;
  private final Map<Currency, NavigableMap<LocalDate, BigDecimal>> days;

  private ExchangeRates(
      Currency reporting, Map<Currency, NavigableMap<LocalDate, BigDecimal>> days) {
    this.reporting = reporting;
    this.days = days;
  }

  /// No rates but the reporting currency's own.
  public static ExchangeRates none(Currency reporting) {
    return of(reporting, Map.of());
  }

  /// Rates into `reporting`.
  ///
  /// @param days by currency and day, units of `reporting` for one unit; each above zero
  public static ExchangeRates of(
      Currency reporting, Map<Currency, ? extends Map<LocalDate, BigDecimal>> days) {
    Map<Currency, NavigableMap<LocalDate, BigDecimal>> copy = new HashMap<>();
    days.forEach((currency, rates) -> copy.put(currency, new TreeMap<>(rates)));
    return new ExchangeRates(reporting, copy);
  }

  /// The currency that figures are in.
  public Currency reporting() {
    return reporting;
  }

  /// Units of the reporting currency for one unit of `currency` on `day`; empty where no rate is
  /// recent enough.
  public Optional<BigDecimal> on(Currency currency, LocalDate day) {
    if (currency.equals(reporting)) {
      return SAME;
    }
    return Optional.ofNullable(days.get(currency))
        .flatMap(rates -> Optional.ofNullable(rates.floorEntry(day)))
        .filter(latest -> ChronoUnit.DAYS.between(latest.getKey(), day) <= LIMIT_DAYS)
        .map(Map.Entry::getValue);
  }
}
