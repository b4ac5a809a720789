package surety.server.workspace;

import java.time.Duration;
import java.util.Optional;

/// How long after the start of their reading a workspace's figures may be shown.
///
/// @param duration whole seconds, from [#SHORTEST] to [#LONGEST]
public record FigureAge(Duration duration) {

  /// One second.
  public static final FigureAge SHORTEST = new FigureAge(Duration.ofSeconds(1));

  /// A quarter of an hour. The table refuses more as well.
  public static final FigureAge LONGEST = new FigureAge(Duration.ofMinutes(15));

  /// @throws IllegalArgumentException if the duration is out of bounds
  public FigureAge {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0
        || duration.compareTo(Duration.ofMinutes(15)) > 0) {
      throw new IllegalArgumentException("age of figures: out of bounds (1 to 900 seconds)");
    }
  }

  /// Reads what somebody typed; empty unless it is a number of seconds within the bounds.
  public static Optional<FigureAge> parse(String seconds) {
    String digits = seconds.strip();
    if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) == 0) {
      return Optional.empty();
    }
    Duration duration = Duration.ofSeconds(Integer.parseInt(digits));
    return duration.compareTo(LONGEST.duration) > 0
        ? Optional.empty()
        : Optional.of(new FigureAge(duration));
  }

  /// In seconds.
  public int seconds() {
    return Math.toIntExact(duration.toSeconds());
  }
}
