package surety.server.audit.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How long a stream waits after it failed: 5 seconds, then twice as long each time, up to two
/// hours. Somewhere between half of that and all of it, so that streams that failed together do not
/// come back together.
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(2);
  private static final int MOST_DOUBLINGS = 12;

  private Backoff() {}

  /// @param failures before this one
  /// @param asked how long the receiver wants to be left alone
  static Duration after(int failures, Optional<Duration> asked, RandomGenerator random) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration whole = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    long millis = whole.toMillis();
    Duration own = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    Duration theirs = asked.map(it -> it.compareTo(LONGEST) > 0 ? LONGEST : it).orElse(own);
    return theirs.compareTo(own) > 0 ? theirs : own;
  }
}
