package surety.server.audit;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which data an access reaches: a kind, and the days that it covers. It names data and never holds
/// any.
///
/// @param kind what is read, such as `time-entries` or `dashboard`: lower-case letters, digits and
///     hyphens, at most 60
/// @param from first day covered, inclusive; null when there is no lower bound
/// @param to last day covered, inclusive; null when there is no upper bound
public record DataScope(String kind, @Nullable LocalDate from, @Nullable LocalDate to) {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  // What a page can show and every PostgreSQL date can hold.
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /// @throws IllegalArgumentException if the kind is malformed, a day lies outside the years 1 to
  ///     9999, or the days are in the wrong order
  public DataScope {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("kind of data is not a short lower-case name");
    }
    if (outside(from) || outside(to) || (from != null && to != null && from.isAfter(to))) {
      throw new IllegalArgumentException("days covered are not a range of days");
    }
  }

  /// All of one kind.
  public static DataScope all(String kind) {
    return new DataScope(kind, null, null);
  }

  /// One kind between two days, both inclusive.
  public static DataScope between(String kind, LocalDate from, LocalDate to) {
    return new DataScope(kind, from, to);
  }

  private static boolean outside(@Nullable LocalDate day) {
    return day != null && (day.isBefore(FIRST) || day.isAfter(LAST));
  }
}
