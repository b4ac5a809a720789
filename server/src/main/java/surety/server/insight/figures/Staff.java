package surety.server.insight.figures;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.connect.SourceRecord.Capacity;
import surety.server.connect.SourceRecord.HourlyRate;
import surety.server.connect.SourceRecord.Money;
import surety.server.connect.SourceRecord.Person;

/// A person as the second phase needs it. Lives as long as one fold.
final class Staff {

  private final int index;
  private final String name;
  private final boolean active;
  private final List<Capacity> capacity;
  private final List<HourlyRate> costRates;

  private @Nullable LocalDate lastEntry;

  Staff(int index, Person person) {
    this.index = index;
    this.name = person.name();
    this.active = person.active();
    // A placeholder stands for somebody to be hired: nobody is there whose hours could be used.
    this.capacity = person.placeholder() ? List.of() : person.capacity().reversed();
    this.costRates = person.costRates().reversed();
  }

  private Staff(int index) {
    this.index = index;
    this.name = "";
    this.active = true;
    this.capacity = List.of();
    this.costRates = List.of();
  }

  static Staff unknown(int index) {
    return new Staff(index);
  }

  int index() {
    return index;
  }

  String name() {
    return name;
  }

  void worked(LocalDate day) {
    if (lastEntry == null || day.isAfter(lastEntry)) {
      lastEntry = day;
    }
  }

  /// Whether a contract covers the day, were it for no hours on that weekday.
  boolean contractedOn(LocalDate day) {
    return contract(day) != null;
  }

  /// The hours of the contract valid that day in seconds, 0 without one.
  long contractedSeconds(LocalDate day) {
    Capacity contract = contract(day);
    return contract == null
        ? 0
        : contract.perWeekday().get(day.getDayOfWeek().ordinal()).toSeconds();
  }

  /// As [#contractedSeconds], but a person who left without a last day of contract counts up to the
  /// last day with time logged only. Call it when all time has been folded.
  long presentSeconds(LocalDate day) {
    if (leftWithoutEnd() && (lastEntry == null || day.isAfter(lastEntry))) {
      return 0;
    }
    return contractedSeconds(day);
  }

  boolean leftWithoutEnd() {
    return !active && capacity.stream().anyMatch(contract -> contract.to() == null);
  }

  Optional<Money> costRateOn(LocalDate day) {
    for (HourlyRate rate : costRates) {
      if (covers(rate.from(), rate.to(), day)) {
        return Optional.of(rate.perHour());
      }
    }
    return Optional.empty();
  }

  // Spans come ascending and are kept descending: where two overlap, the later one holds.
  private @Nullable Capacity contract(LocalDate day) {
    for (Capacity contract : capacity) {
      if (covers(contract.from(), contract.to(), day)) {
        return contract;
      }
    }
    return null;
  }

  private static boolean covers(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
