package surety.server.insight;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads exchange rates that a member typed or pasted, one a line: `USD 2026-06-01 0.92`.
///
/// @param rates what was understood
/// @param wrong the numbers of the lines that were not, from 1
record RateLines(List<ExchangeRateTable.Rate> rates, List<Integer> wrong) {

  static final int MOST_LINES = 1_000;

  private static final Pattern LINE =
      Pattern.compile(
          "([A-Za-z]{3})[\\s,;]+(\\d{4}-\\d{2}-\\d{2})[\\s,;]+(\\d{1,9}(?:\\.\\d{1,10})?)");

  static RateLines of(String text, Currency reporting) {
    List<ExchangeRateTable.Rate> rates = new ArrayList<>();
    List<Integer> wrong = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      if (!lines.get(i).isEmpty()) {
        rate(lines.get(i))
            .filter(rate -> number <= MOST_LINES && !rate.currency().equals(reporting))
            .ifPresentOrElse(rates::add, () -> wrong.add(number));
      }
    }
    return new RateLines(rates, wrong);
  }

  private static Optional<ExchangeRateTable.Rate> rate(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal rate = new BigDecimal(parts.group(3));
    return currency(parts.group(1))
        .flatMap(
            currency ->
                day(parts.group(2)).map(day -> new ExchangeRateTable.Rate(currency, day, rate)))
        .filter(found -> rate.signum() > 0);
  }

  static Optional<Currency> currency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .filter(currency -> currency.getCurrencyCode().equalsIgnoreCase(code))
        .findFirst();
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(RateLines::isKept);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Whether rates of this day are taken.
  static boolean isKept(LocalDate day) {
    return day.getYear() >= 1990 && day.getYear() < 2200;
  }

  /// The first wrong lines for people, such as `2, 5 and 3 more`.
  String wrongLines() {
    List<String> first = wrong.stream().limit(5).map(String::valueOf).toList();
    int more = wrong.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and " + more + " more" : "");
  }
}
