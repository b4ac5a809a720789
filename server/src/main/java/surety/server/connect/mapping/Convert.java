package surety.server.connect.mapping;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From a vendor's text to a value with a unit.
final class Convert {

  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
  // Ten thousand years: far more than anybody works, and so little that no sum of them overflows.
  private static final BigDecimal LONGEST =
      BigDecimal.valueOf(Duration.ofDays(10_000L * 366).toSeconds());

  private static final Pattern CLOCK = Pattern.compile("([0-9]{1,6}):([0-5][0-9]):([0-5][0-9])");
  private static final Pattern MILLIS =
      Pattern.compile("/Date\\((-?[0-9]{1,14})(?:[+-][0-9]{4})?\\)/");

  private Convert() {}

  /// How an amount of money is written.
  enum Amount {
    /// In whole units with a decimal fraction.
    DECIMAL,
    /// In the smallest unit of the currency, such as cents.
    MINOR_UNITS
  }

  /// How a span of time is written.
  enum Time {
    MINUTES,
    SECONDS,
    /// Hours with a decimal fraction.
    HOURS,
    /// Hours, minutes and seconds, such as 02:30:00.
    CLOCK
  }

  /// How a share is written.
  enum Share {
    /// 0 to 1.
    RATIO,
    /// 0 to 100, with or without the sign.
    PERCENT
  }

  /// How an instant is written, where it is no text with the day in front.
  enum Instant {
    /// Seconds since 1970.
    UNIX_SECONDS
  }

  /// The text is not of the form that the connector file says.
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("unreadable", null, false, false);
    }
  }

  static BigDecimal decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() > 30 || Math.abs(number.scale()) > 20) {
        throw new Unreadable();
      }
      return number;
    } catch (NumberFormatException e) {
      throw new Unreadable();
    }
  }

  static BigDecimal amount(String text, Amount as, Currency currency) {
    BigDecimal number = decimal(text);
    return switch (as) {
      case DECIMAL -> number;
      case MINOR_UNITS -> number.movePointLeft(Math.max(0, currency.getDefaultFractionDigits()));
    };
  }

  static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      throw new Unreadable();
    }
  }

  // Whole seconds: two decimals of an hour are 36 seconds. What is far more than anybody works is
  // no time, and sums of it would overflow.
  static Duration time(String text, Time as) {
    BigDecimal seconds =
        switch (as) {
          case SECONDS -> decimal(text);
          case MINUTES -> decimal(text).multiply(BigDecimal.valueOf(60));
          case HOURS -> decimal(text).multiply(SECONDS_PER_HOUR);
          case CLOCK -> clock(text);
        };
    BigDecimal whole = seconds.setScale(0, RoundingMode.HALF_UP);
    if (whole.abs().compareTo(LONGEST) > 0) {
      throw new Unreadable();
    }
    return Duration.ofSeconds(whole.longValueExact());
  }

  private static BigDecimal clock(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (!clock.matches()) {
      throw new Unreadable();
    }
    long minutes = Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2));
    return BigDecimal.valueOf(minutes * 60 + Long.parseLong(clock.group(3)));
  }

  static BigDecimal share(String text, Share as) {
    return switch (as) {
      case RATIO -> decimal(text);
      case PERCENT -> decimal(withoutSign(text)).movePointLeft(2);
    };
  }

  private static String withoutSign(String percent) {
    return percent.endsWith("%") ? percent.substring(0, percent.length() - 1).strip() : percent;
  }

  /// The rate per hour that gives `amount` for this time, with enough digits that time at this rate
  /// gives the amount back to the smallest unit.
  static BigDecimal perHour(BigDecimal amount, Duration time) {
    return amount
        .multiply(SECONDS_PER_HOUR)
        .divide(BigDecimal.valueOf(time.toSeconds()), MathContext.DECIMAL64);
  }

  /// The day of a date, or of a date with time and offset as the source's own calendar says it, or
  /// of milliseconds since 1970 in `/Date(1782864000000+0000)/`, in UTC.
  static LocalDate date(String text) {
    Matcher millis = text.startsWith("/") ? MILLIS.matcher(text) : null;
    if (millis != null && millis.matches()) {
      return LocalDate.ofEpochDay(
          Math.floorDiv(Long.parseLong(millis.group(1)), Duration.ofDays(1).toMillis()));
    }
    if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw new Unreadable();
    }
    if (text.length() > 10 && text.charAt(10) != 'T' && text.charAt(10) != ' ') {
      throw new Unreadable();
    }
    try {
      return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
    } catch (DateTimeException e) {
      throw new Unreadable();
    }
  }

  /// The day of an instant in UTC.
  static LocalDate day(String text, Instant as) {
    return switch (as) {
      case UNIX_SECONDS -> {
        if (!text.matches("-?[0-9]{1,11}")) {
          throw new Unreadable();
        }
        yield LocalDate.ofEpochDay(
            Math.floorDiv(Long.parseLong(text), Duration.ofDays(1).toSeconds()));
      }
    };
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new Unreadable();
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
