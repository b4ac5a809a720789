package surety.server.insight.figures;

import java.time.LocalDate;
import surety.server.platform.Ephemeral;

/// One week ahead, in seconds.
///
/// @param monday the first day
/// @param contracted hours by contract
/// @param available `contracted` less public holidays and approved leave
/// @param confirmed booked for sure, by people with a contract that day
/// @param tentative booked perhaps, by people with a contract that day
/// @param onLeave the part of both that falls on time off: it cannot be worked
/// @param uncovered booked for placeholders and for people without a contract that day
public record CapacityWeek(
    LocalDate monday,
    long contracted,
    long available,
    long confirmed,
    long tentative,
    long onLeave,
    long uncovered)
    implements Ephemeral {

  /// A week without anything.
  static CapacityWeek empty(LocalDate monday) {
    return new CapacityWeek(monday, 0, 0, 0, 0, 0, 0);
  }

  /// What is still free once the confirmed bookings are worked; negative where overbooked.
  public long free() {
    return available - confirmed;
  }

  CapacityWeek plus(CapacityWeek other) {
    return new CapacityWeek(
        monday,
        contracted + other.contracted,
        available + other.available,
        confirmed + other.confirmed,
        tentative + other.tentative,
        onLeave + other.onLeave,
        uncovered + other.uncovered);
  }

  @Override
  public String toString() {
    return "CapacityWeek[...]";
  }
}
