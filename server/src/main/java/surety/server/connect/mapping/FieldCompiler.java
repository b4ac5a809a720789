package surety.server.connect.mapping;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import surety.server.connect.SourceRecord.Money;

/// Compiles what a connector file says about one field into the thing that computes it.
final class FieldCompiler {

  private final ValueCompiler values;

  FieldCompiler(ValueCompiler values) {
    this.values = values;
  }

  Extract<String> text(Section.Part part) {
    Value value = values.value(part);
    return (row, tables) -> value.of(row, tables).filter(text -> !text.isBlank());
  }

  Extract<Boolean> flag(Section.Part part) {
    if (part.isText() || part.section().find("constant").isPresent()) {
      Value value = values.value(part);
      return (row, tables) -> value.of(row, tables).map(FieldCompiler::yesOrNo);
    }
    Condition condition = values.condition(part);
    return (row, tables) -> Optional.of(condition.holds(row, tables));
  }

  private static boolean yesOrNo(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Convert.Unreadable();
    };
  }

  Extract<Currency> currency(Section.Part part) {
    Value value = values.value(part);
    return (row, tables) -> value.of(row, tables).map(Convert::currency);
  }

  /// `earliest` or `latest` of the rows of a list, `from` and `as`, or a value. The latest of rows
  /// of which one has no day is open, and so absent.
  Extract<LocalDate> date(Section.Part part) {
    if (!part.isText()) {
      Section section = part.section();
      if (section.find("earliest").isPresent()) {
        return extreme(section, "earliest", Comparator.reverseOrder());
      }
      if (section.find("latest").isPresent()) {
        return extreme(section, "latest", Comparator.naturalOrder());
      }
      if (section.find("as").isPresent()) {
        return dayOfInstant(section);
      }
    }
    Value value = values.value(part);
    return (row, tables) -> value.of(row, tables).map(Convert::date);
  }

  private Extract<LocalDate> dayOfInstant(Section section) {
    Value value = values.value(section.require("from"));
    Convert.Instant as = section.require("as").oneOf(Convert.Instant.class);
    section.done();
    return (row, tables) -> value.of(row, tables).map(text -> Convert.day(text, as));
  }

  private Extract<LocalDate> extreme(Section section, String key, Comparator<LocalDate> order) {
    Section inner = section.require(key).section();
    section.done();
    ValueCompiler.Listing listing = values.listing(inner.require("each"));
    Value value = listing.items().value(inner.require("from"));
    inner.done();
    return (row, tables) -> {
      List<Optional<LocalDate>> days =
          listing.rows().of(row, tables).stream()
              .map(item -> value.of(item, tables).map(Convert::date))
              .toList();
      return days.contains(Optional.<LocalDate>empty())
          ? Optional.empty()
          : days.stream().map(Optional::orElseThrow).max(order);
    };
  }

  /// `from` and `as`, and `plus` another one; `when` a condition does not hold the time is absent,
  /// or zero with `otherwise: zero`.
  Extract<Duration> duration(Section.Part part) {
    Section section = part.section();
    Value value = values.value(section.require("from"));
    Convert.Time as = section.require("as").oneOf(Convert.Time.class);
    Optional<Condition> when = section.find("when").map(values::condition);
    Optional<Duration> otherwise = section.find("otherwise").map(FieldCompiler::zero);
    Optional<Extract<Duration>> plus = section.find("plus").map(this::duration);
    section.done();
    return (row, tables) -> {
      if (when.isPresent() && !when.get().holds(row, tables)) {
        return otherwise;
      }
      Duration more = plus.flatMap(it -> it.of(row, tables)).orElse(Duration.ZERO);
      return value.of(row, tables).map(text -> Convert.time(text, as).plus(more));
    };
  }

  private static Duration zero(Section.Part part) {
    if (!part.text().equals("zero")) {
      throw part.invalid("\"" + part.text() + "\" is not known", "Use zero");
    }
    return Duration.ZERO;
  }

  Extract<BigDecimal> share(Section.Part part) {
    Section section = part.section();
    Value value = values.value(section.require("from"));
    Convert.Share as = section.require("as").oneOf(Convert.Share.class);
    section.done();
    return (row, tables) -> value.of(row, tables).map(text -> Convert.share(text, as));
  }

  /// Cases in order, each `when` and `then`; `otherwise` if none holds.
  <E extends Enum<E>> Extract<E> choice(Section.Part part, Class<E> type) {
    Section section = part.section();
    List<Case<E>> cases = new ArrayList<>();
    for (Section.Part item : section.find("cases").map(Section.Part::items).orElse(List.of())) {
      cases.add(oneCase(item.section(), type));
    }
    Optional<E> otherwise = section.find("otherwise").map(it -> it.oneOf(type));
    section.done();
    return (row, tables) -> {
      for (Case<E> one : cases) {
        if (one.when().holds(row, tables)) {
          return Optional.of(one.then());
        }
      }
      return otherwise;
    };
  }

  private record Case<E>(Condition when, E then) {}

  private <E extends Enum<E>> Case<E> oneCase(Section section, Class<E> type) {
    Case<E> one =
        new Case<>(values.condition(section.require("when")), section.require("then").oneOf(type));
    section.done();
    return one;
  }

  Extract<Money> money(Section.Part part) {
    return new MoneyCompiler(values).money(part);
  }

  /// `amount`, `as` and `currency` of a section about the rows that `item` compiles for.
  ItemAmount itemAmount(Section section, FieldCompiler item) {
    return new ItemAmount(
        item.values.value(section.require("amount")),
        section.require("as").oneOf(Convert.Amount.class),
        currency(section.require("currency")));
  }

  ValueCompiler.Listing listing(Section.Part part) {
    return values.listing(part);
  }

  /// The slot of a path to a list of texts.
  int listOfTexts(Section.Part part) {
    return values.listOfTexts(part);
  }
}
