package surety.bench.vendor;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import surety.server.connect.Fetch;
import surety.server.connect.SourceRecord;
import surety.server.connect.SourceRecord.Money;

/// One read of one vendor, written by hand: the fields that are needed, as records that Jackson
/// fills.
public interface ByHand {

  Currency EUR = Currency.getInstance("EUR");
  BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  /// What it reads.
  Fetch fetch();

  /// Reads all of it.
  void read(Http http, Consumer<? super SourceRecord> into)
      throws IOException, InterruptedException;

  static Duration hours(BigDecimal hours) {
    return Duration.ofSeconds(
        hours.multiply(SECONDS_PER_HOUR).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  static LocalDate day(String text) {
    return LocalDate.parse(text.substring(0, 10));
  }

  static @Nullable Money money(@Nullable BigDecimal amount, @Nullable Currency currency) {
    return amount == null || currency == null ? null : new Money(amount, currency);
  }

  static @Nullable Money cents(@Nullable BigDecimal cents, @Nullable Currency currency) {
    return cents == null || currency == null
        ? null
        : new Money(cents.movePointLeft(currency.getDefaultFractionDigits()), currency);
  }
}
