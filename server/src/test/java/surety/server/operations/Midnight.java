package surety.server.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// For tests that name days: the day must not change under them.
public final class Midnight {

  private Midnight() {}

  /// Returns at once but in the last moments of a UTC day, and then only after it.
  ///
  /// @param moments how long before midnight they begin
  public static void keepClear(Duration moments) {
    Instant now = Instant.now();
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    if (now.plus(moments).isAfter(midnight)) {
      try {
        Thread.sleep(Duration.between(now, midnight).plusMillis(100));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
