package surety.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A person who works for the firm, or a placeholder for one who is to be hired.
///
/// @param joinedOn first day of employment, null when the view does not tell
/// @param leftOn last day of employment, null while employed or when the view does not tell
/// @param capacities contracted time, ascending, without overlap
/// @param costRates what an hour costs the firm, ascending, without overlap, in the firm's home
///     currency; empty when nobody entered one
/// @param defaultBillRate list price of an hour in the home currency, null when the view does not
///     tell
public record Person(
    long id,
    String firstName,
    String lastName,
    String email,
    String title,
    boolean contractor,
    boolean placeholder,
    boolean active,
    @Nullable LocalDate joinedOn,
    @Nullable LocalDate leftOn,
    List<Capacity> capacities,
    List<CostRate> costRates,
    @Nullable Money defaultBillRate) {

  /// Contracted time per weekday for a span of days.
  ///
  /// @param from first day, null when open
  /// @param to last day, inclusive, null when open
  /// @param minutesPerWeekday seven numbers, Monday first
  public record Capacity(
      @Nullable LocalDate from, @Nullable LocalDate to, List<Integer> minutesPerWeekday) {
    public Capacity {
      minutesPerWeekday = List.copyOf(minutesPerWeekday);
    }

    /// Minutes in a full week.
    public int minutesPerWeek() {
      return minutesPerWeekday.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /// Cost of one hour for a span of days.
  ///
  /// @param from first day, null when open
  /// @param to last day, inclusive, null when open
  public record CostRate(@Nullable LocalDate from, @Nullable LocalDate to, Money perHour) {}

  public Person {
    capacities = List.copyOf(capacities);
    costRates = List.copyOf(costRates);
  }

  /// First and last name.
  public String name() {
    return firstName + " " + lastName;
  }

  /// Contracted minutes on a day, 0 outside the contract and on days off.
  public int capacityOn(LocalDate day) {
    for (Capacity span : capacities) {
      if (holds(span.from(), span.to(), day)) {
        return span.minutesPerWeekday().get(day.getDayOfWeek().getValue() - 1);
      }
    }
    return 0;
  }

  /// The cost rate that holds on a day; empty when nobody entered one, which does not mean zero.
  public Optional<Money> costRateOn(LocalDate day) {
    for (CostRate span : costRates) {
      if (holds(span.from(), span.to(), day)) {
        return Optional.of(span.perHour());
      }
    }
    return Optional.empty();
  }

  Person with(List<Capacity> weeks, List<CostRate> costs, @Nullable Money billRate) {
    return new Person(
        id,
        firstName,
        lastName,
        email,
        title,
        contractor,
        placeholder,
        active,
        joinedOn,
        leftOn,
        weeks,
        costs,
        billRate);
  }

  private static boolean holds(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
