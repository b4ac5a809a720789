package surety.server.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Makes the ids of rows: UUIDs of version 7 (RFC 9562), which sort by the time that they were
/// made.
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /// A new id. Ids of one millisecond are in no order among themselves.
  public static UUID next() {
    long millis = System.currentTimeMillis();
    long high = (millis << 16) | 0x7000 | RANDOM.nextInt(0x1000);
    long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /// When an id was made, to the millisecond.
  public static Instant madeAt(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
