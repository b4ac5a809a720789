package surety.server.insight.dashboard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import surety.server.insight.dashboard.Table.Cell;
import surety.server.insight.figures.Amount;
import surety.server.insight.figures.Ratio;

/// Writes figures for people and for programs. Everything is rounded here, half to even, and
/// nowhere before.
final class Formats {

  static final String BLANK = "–";

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_MONTH =
      DateTimeFormatter.ofPattern("MMM ’yy", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  private final Currency currency;
  private final int decimals;
  private final String symbol;

  Formats(Currency currency) {
    this.currency = currency;
    this.decimals = Math.max(0, currency.getDefaultFractionDigits());
    String sign = currency.getSymbol(Locale.US);
    this.symbol = Character.isLetter(sign.charAt(sign.length() - 1)) ? sign + "\u00a0" : sign;
  }

  String code() {
    return currency.getCurrencyCode();
  }

  /// An amount to the smallest unit, without the currency's sign: the table's caption names it.
  Cell money(Amount amount) {
    BigDecimal value = amount.rounded(decimals);
    return new Cell(number(value), value.toPlainString());
  }

  Cell atMost(Cell cell, boolean bound) {
    return bound ? new Cell("≤\u00a0" + cell.text(), cell.data()) : cell;
  }

  /// An amount in whole units with the currency's sign.
  String whole(Amount amount) {
    BigDecimal value = amount.rounded(0);
    return (value.signum() < 0 ? "−" : "") + symbol + number(value.abs());
  }

  /// An hourly rate with the currency's sign, or the blank.
  String rate(Ratio ratio) {
    return ratio.rounded(decimals).map(value -> symbol + number(value)).orElse(BLANK);
  }

  Cell rateCell(Ratio ratio) {
    return cell(ratio.rounded(decimals), "");
  }

  Cell hours(long seconds) {
    BigDecimal value = hoursOf(seconds);
    return new Cell(number(value), value.toPlainString());
  }

  String hoursText(long seconds) {
    return number(hoursOf(seconds)) + "\u00a0h";
  }

  static BigDecimal hoursOf(long seconds) {
    return BigDecimal.valueOf(seconds).divide(SECONDS_PER_HOUR, 1, RoundingMode.HALF_EVEN);
  }

  Cell percent(Ratio ratio) {
    return cell(ratio.percent(1), "\u00a0%");
  }

  Cell count(long count) {
    return new Cell(number(BigDecimal.valueOf(count)), Long.toString(count));
  }

  /// An amount for an axis, such as €120k.
  String axisMoney(double value) {
    double size = Math.abs(value);
    String sign = value < 0 ? "−" : "";
    if (size >= 1_000_000) {
      return sign + symbol + plain(size / 1_000_000) + "M";
    }
    return sign + symbol + (size >= 1_000 ? plain(size / 1_000) + "k" : plain(size));
  }

  static String plain(double value) {
    return format("#,##0.##").format(value);
  }

  static String month(YearMonth month) {
    return month.format(MONTH);
  }

  static String shortMonth(YearMonth month) {
    return month.format(SHORT_MONTH);
  }

  static String day(LocalDate day) {
    return day.format(DAY);
  }

  static String shortDay(LocalDate day) {
    return day.format(SHORT_DAY);
  }

  static String number(BigDecimal value) {
    String pattern = "#,##0" + (value.scale() > 0 ? "." + "0".repeat(value.scale()) : "");
    return format(pattern).format(value);
  }

  private static Cell cell(Optional<BigDecimal> value, String unit) {
    return value
        .map(number -> new Cell(number(number) + unit, number.toPlainString()))
        .orElseGet(() -> new Cell(BLANK, ""));
  }

  private static DecimalFormat format(String pattern) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    return new DecimalFormat(pattern, symbols);
  }
}
