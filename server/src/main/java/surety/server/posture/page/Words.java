package surety.server.posture.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments and numbers as the pages write them. All times are UTC.
public final class Words {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Instant now;

  Words(Instant now) {
    this.now = now;
  }

  /// A moment to the minute.
  public String minute(Instant moment) {
    return MINUTE.format(moment);
  }

  /// A day.
  public String day(Instant moment) {
    return DAY.format(moment);
  }

  /// How long ago a moment was, in one unit: `9 h`.
  public String age(Instant moment) {
    return length(Duration.between(moment, now));
  }

  /// How long a moment is ahead, in one unit.
  public String ahead(Instant moment) {
    return length(Duration.between(now, moment));
  }

  /// Whether a moment is over.
  public boolean isPast(Instant moment) {
    return moment.isBefore(now);
  }

  private static String length(Duration length) {
    if (length.compareTo(Duration.ofMinutes(1)) < 0) {
      return "under 1 min";
    }
    if (length.compareTo(Duration.ofMinutes(90)) < 0) {
      return length.toMinutes() + " min";
    }
    return length.compareTo(Duration.ofDays(2)) < 0
        ? length.toHours() + " h"
        : length.toDays() + " days";
  }

  /// A number with separators.
  public String number(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /// A number with its noun: `1 fault`, `2 faults`.
  public String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /// The first digits of a digest, enough to compare by eye.
  public String brief(String digest) {
    return digest.length() > 12 ? digest.substring(0, 12) : digest;
  }
}
