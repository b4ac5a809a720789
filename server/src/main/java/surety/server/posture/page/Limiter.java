package surety.server.posture.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Counts in memory alone, so that whoever is over the limit costs next to nothing. It forgets on a
/// restart, which gives away one burst.
final class Limiter {

  private static final String EVERYBODY = "";

  private final InstantSource clock;
  private final Bucket each;
  private final Bucket all;
  private final Cache<String, Permits> permits =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterAccess(Duration.ofMinutes(30)).build();

  /// @param each what one address may
  /// @param all what all together may
  Limiter(InstantSource clock, Bucket each, Bucket all) {
    this.clock = clock;
    this.each = each;
    this.all = all;
  }

  /// Takes a permit, or tells how long to wait for one.
  Optional<Duration> waitFor(String address) {
    Optional<Duration> wait = take("a " + address, each);
    return wait.isPresent() ? wait : take(EVERYBODY, all);
  }

  private Optional<Duration> take(String subject, Bucket bucket) {
    long now = clock.millis();
    Permits left =
        permits
            .asMap()
            .compute(
                subject, (_, held) -> held == null ? bucket.full(now) : bucket.take(held, now));
    return left.granted() ? Optional.empty() : Optional.of(bucket.refill());
  }

  /// How many permits there are, and how long until one comes back.
  record Bucket(int burst, Duration refill) {

    private Permits full(long now) {
      return new Permits(burst - 1.0, now, true);
    }

    private Permits take(Permits held, long now) {
      double back = (double) Math.max(0, now - held.at()) / refill.toMillis();
      double there = Math.min(burst, held.left() + back);
      return there >= 1 ? new Permits(there - 1, now, true) : new Permits(there, now, false);
    }
  }

  private record Permits(double left, long at, boolean granted) {}
}
