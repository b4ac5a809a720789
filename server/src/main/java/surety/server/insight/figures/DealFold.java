package surety.server.insight.figures;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord.Deal;
import surety.server.connect.SourceRecord.Money;

/// Folds deals into the weighted pipeline.
final class DealFold {

  private static final int MONTHS = 12;

  private final ExchangeRates rates;
  private final LocalDate asOf;
  private final Gaps gaps;
  private final Pipeline.Sum[] months = new Pipeline.Sum[MONTHS];
  private Pipeline.Sum later = Pipeline.Sum.EMPTY;
  private Pipeline.Sum stale = Pipeline.Sum.EMPTY;

  DealFold(ExchangeRates rates, Window window, Gaps gaps) {
    this.rates = rates;
    this.asOf = window.asOf();
    this.gaps = gaps;
    Arrays.fill(months, Pipeline.Sum.EMPTY);
  }

  void accept(Deal deal) {
    if (deal.state() == Deal.State.OPEN) {
      complete(deal).ifPresent(sum -> add(deal.expectedCloseOn(), sum));
    }
  }

  // A deal may lack several things; the first one found names the gap, so that none counts twice.
  private Optional<Pipeline.Sum> complete(Deal deal) {
    Money value = deal.value();
    BigDecimal probability = deal.probability();
    if (value == null) {
      gaps.add(Gap.of(Gap.Kind.NO_DEAL_VALUE, null, deal.name(), 0));
    } else if (probability == null || !isProbability(probability)) {
      gap(Gap.Kind.NO_PROBABILITY, deal.name(), value);
    } else if (deal.expectedCloseOn() == null) {
      gap(Gap.Kind.NO_CLOSE_DATE, deal.name(), value);
    } else {
      return converted(value, probability);
    }
    return Optional.empty();
  }

  // What a deal will be worth on its day nobody knows: today's rate holds.
  private Optional<Pipeline.Sum> converted(Money value, BigDecimal probability) {
    Optional<Amount> amount =
        rates.on(value.currency(), asOf).map(factor -> Amount.of(value.amount()).times(factor));
    if (amount.isEmpty()) {
      gap(Gap.Kind.NO_EXCHANGE_RATE, value.currency().getCurrencyCode(), value);
    }
    return amount.map(sum -> new Pipeline.Sum(1, sum, sum.times(probability)));
  }

  private void add(@Nullable LocalDate expected, Pipeline.Sum sum) {
    if (expected == null) {
      return;
    }
    long month = ChronoUnit.MONTHS.between(YearMonth.from(asOf), YearMonth.from(expected));
    if (expected.isBefore(asOf)) {
      stale = stale.plus(sum);
    } else if (month >= MONTHS) {
      later = later.plus(sum);
    } else {
      months[(int) month] = months[(int) month].plus(sum);
    }
  }

  private void gap(Gap.Kind kind, String name, Money value) {
    gaps.add(Gap.of(kind, null, name, value.amount(), value.currency()));
  }

  private static boolean isProbability(BigDecimal value) {
    return value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
  }

  Pipeline pipeline() {
    YearMonth first = YearMonth.from(asOf);
    return new Pipeline(
        IntStream.range(0, MONTHS)
            .mapToObj(i -> new Pipeline.Month(first.plusMonths(i), months[i]))
            .toList(),
        later,
        stale);
  }
}
