package surety.server.connect.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import surety.server.connect.SourceRecord.Money;

/// Compiles amounts of money.
///
/// An amount without a currency is absent: it says nothing. A sum over rows of different currencies
/// is absent too, since there is no rate to add them with.
final class MoneyCompiler {

  private final ValueCompiler values;

  MoneyCompiler(ValueCompiler values) {
    this.values = values;
  }

  Extract<Money> money(Section.Part part) {
    Section section = part.section();
    if (section.find("sum").isPresent()) {
      return sum(section);
    }
    Amount amount = amount(section);
    section.done();
    return amount;
  }

  private Amount amount(Section section) {
    Value value = values.value(section.require("from"));
    List<Value> minus =
        section.find("minus").map(Section.Part::items).orElse(List.of()).stream()
            .map(values::value)
            .toList();
    return new Amount(
        value,
        minus,
        section.require("as").oneOf(Convert.Amount.class),
        values.value(section.require("currency")),
        section.find("when").map(values::condition),
        section.find("negative_when").map(values::condition),
        section.find("negated").map(part -> part.text().equals("true")).orElse(false),
        section.find("per_hour_of").map(this::time));
  }

  private Time time(Section.Part part) {
    Section section = part.section();
    Time time =
        new Time(
            values.value(section.require("from")), section.require("as").oneOf(Convert.Time.class));
    section.done();
    return time;
  }

  private record Time(Value value, Convert.Time as) {}

  private record Amount(
      Value value,
      List<Value> minus,
      Convert.Amount as,
      Value currency,
      Optional<Condition> when,
      Optional<Condition> negative,
      boolean negated,
      Optional<Time> perHourOf)
      implements Extract<Money> {

    @Override
    public Optional<Money> of(Row row, Tables tables) {
      if (when.isPresent() && !when.get().holds(row, tables)) {
        return Optional.empty();
      }
      Optional<Currency> unit = currency.of(row, tables).map(Convert::currency);
      Optional<String> text = value.of(row, tables);
      if (unit.isEmpty() || text.isEmpty()) {
        return Optional.empty();
      }
      BigDecimal amount = signed(Convert.amount(text.get(), as, unit.get()), row, tables);
      BigDecimal left = less(amount, unit.get(), row, tables);
      return rate(negated ? left.negate() : left, row, tables).map(it -> new Money(it, unit.get()));
    }

    // Some vendors write the amount of a credit note as a positive number.
    private BigDecimal signed(BigDecimal amount, Row row, Tables tables) {
      boolean negate = negative.isPresent() && negative.get().holds(row, tables);
      return negate && amount.signum() > 0 ? amount.negate() : amount;
    }

    private BigDecimal less(BigDecimal amount, Currency unit, Row row, Tables tables) {
      BigDecimal left = amount;
      for (Value each : minus) {
        Optional<String> text = each.of(row, tables);
        if (text.isPresent()) {
          left = left.subtract(Convert.amount(text.get(), as, unit));
        }
      }
      return left;
    }

    private Optional<BigDecimal> rate(BigDecimal amount, Row row, Tables tables) {
      if (perHourOf.isEmpty()) {
        return Optional.of(amount);
      }
      Time time = perHourOf.get();
      return time.value()
          .of(row, tables)
          .map(text -> Convert.time(text, time.as()))
          .filter(Duration::isPositive)
          .map(duration -> Convert.perHour(amount, duration));
    }
  }

  private Extract<Money> sum(Section section) {
    Section inner = section.require("sum").section();
    section.done();
    ValueCompiler.Listing listing = values.listing(inner.require("each"));
    Extract<Money> amount = new MoneyCompiler(listing.items()).money(inner.require("amount"));
    inner.done();
    return (row, tables) ->
        total(
            listing.rows().of(row, tables).stream()
                .flatMap(item -> amount.of(item, tables).stream())
                .toList());
  }

  private static Optional<Money> total(List<Money> amounts) {
    List<Currency> units = amounts.stream().map(Money::currency).distinct().toList();
    if (units.size() != 1) {
      return Optional.empty();
    }
    BigDecimal total = amounts.stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Optional.of(new Money(total, units.getFirst()));
  }
}
