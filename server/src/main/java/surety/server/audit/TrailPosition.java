package surety.server.audit;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a trail, which goes from new to old: the entry after which a page goes on. Finding it
/// costs the same wherever it is, unlike counting entries from the start.
record TrailPosition(OffsetDateTime at, UUID id) {

  /// Before the newest entry.
  static final TrailPosition NEWEST = new TrailPosition(OffsetDateTime.MAX, new UUID(-1L, -1L));

  private static final OffsetDateTime EPOCH =
      OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  // Microseconds since 1970, as precise as the database is, and the id.
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,16})-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

  /// The place as a part of a link.
  String text() {
    return ChronoUnit.MICROS.between(EPOCH, at) + "-" + id;
  }

  /// The inverse of [#text]; empty when the text is none.
  static Optional<TrailPosition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long micros = Long.parseLong(matcher.group(1));
    return Optional.of(
        new TrailPosition(
            EPOCH.plus(micros, ChronoUnit.MICROS), UUID.fromString(matcher.group(2))));
  }
}
