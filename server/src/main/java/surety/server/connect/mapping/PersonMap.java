package surety.server.connect.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import surety.server.connect.SourceRecord.Capacity;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;

final class PersonMap implements RecordMap<Person> {

  private static final Comparator<HourlyRate> BY_START =
      Comparator.comparing(HourlyRate::from, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final List<String> names;
  private final Field<String> id;
  private final Field<String> name;
  private final Field<Boolean> active;
  private final Field<Boolean> placeholder;
  private final Field<List<Capacity>> capacity;
  private final Field<List<HourlyRate>> costRates;
  private final Field<Money> currentCostRate;
  private final Field<Money> defaultBillRate;

  PersonMap(Fields fields) {
    FieldCompiler to = fields.compiler();
    id = fields.must("id", to::text);
    name = fields.must("name", to::text);
    active = fields.must("active", to::flag);
    placeholder = fields.must("placeholder", to::flag);
    capacity = fields.may("capacity", part -> new CapacityCompiler(to).capacity(part));
    costRates = fields.may("cost_rates", part -> rates(part, to));
    currentCostRate = fields.may("current_cost_rate", to::money);
    defaultBillRate = fields.may("default_bill_rate", to::money);
    names = fields.done();
  }

  private static Extract<List<HourlyRate>> rates(Section.Part part, FieldCompiler to) {
    Section section = part.section();
    ValueCompiler.Listing listing = to.listing(section.require("each"));
    FieldCompiler item = new FieldCompiler(listing.items());
    Extract<LocalDate> from = item.date(section.require("from"));
    Optional<Extract<LocalDate>> until = section.find("to").map(item::date);
    Extract<Money> perHour = item.money(section.require("per_hour"));
    section.done();
    return (row, tables) ->
        listed(
            listing.rows().of(row, tables).stream()
                .flatMap(
                    rate ->
                        perHour.of(rate, tables).stream()
                            .map(money -> rate(from, until, rate, tables, money)))
                .sorted(BY_START)
                .toList(),
            until.isPresent());
  }

  private static HourlyRate rate(
      Extract<LocalDate> from,
      Optional<Extract<LocalDate>> until,
      Row rate,
      Tables tables,
      Money perHour) {
    return new HourlyRate(
        from.of(rate, tables).orElse(null),
        until.flatMap(it -> it.of(rate, tables)).orElse(null),
        perHour);
  }

  private static Optional<List<HourlyRate>> listed(List<HourlyRate> rates, boolean withEnds) {
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(withEnds ? rates : eachUntilTheNext(rates));
  }

  private static List<HourlyRate> eachUntilTheNext(List<HourlyRate> rates) {
    List<HourlyRate> ended = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      LocalDate next = i + 1 < rates.size() ? rates.get(i + 1).from() : null;
      HourlyRate rate = rates.get(i);
      LocalDate last = next == null ? null : next.minusDays(1);
      ended.add(new HourlyRate(rate.from(), last, rate.perHour()));
    }
    return ended;
  }

  @Override
  public Person map(Row row, Tables tables, Tally tally) {
    List<Capacity> capacities = capacity.find(row, tables, tally);
    Money billRate = defaultBillRate.find(row, tables, tally);
    return new Person(
        id.require(row, tables),
        name.require(row, tables),
        active.require(row, tables),
        placeholder.require(row, tables),
        capacities == null ? List.of() : capacities,
        costs(row, tables, tally),
        billRate == null ? null : new HourlyRate(null, null, billRate));
  }

  // Where the history of rates may not be read, the current rate is all there is.
  private List<HourlyRate> costs(Row row, Tables tables, Tally tally) {
    List<HourlyRate> history = costRates.find(row, tables, tally);
    if (history != null) {
      return history;
    }
    Money current = currentCostRate.find(row, tables, tally);
    return current == null ? List.of() : List.of(new HourlyRate(null, null, current));
  }

  @Override
  public Tally tally() {
    return new Tally(names);
  }
}
