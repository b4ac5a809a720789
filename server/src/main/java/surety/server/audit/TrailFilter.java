package surety.server.audit;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.workspace.Accessor;

/// Which entries of a trail are asked for. Days are those of UTC.
///
/// @param from first day, inclusive; null for the oldest kept
/// @param to last day, inclusive; null for today
/// @param accessor null for every accessor
record TrailFilter(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable Accessor accessor) {

  /// @throws IllegalArgumentException if the days are in the wrong order or outside the years 1 to
  ///     9999
  TrailFilter {
    var unused = new DataScope("trail", from, to);
  }

  static final TrailFilter ALL = new TrailFilter(null, null, null);

  /// The first moment that is asked for.
  OffsetDateTime begin() {
    return from == null ? OffsetDateTime.MIN : from.atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /// The first moment that is not asked for any more.
  OffsetDateTime end() {
    return to == null ? OffsetDateTime.MAX : to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  Optional<Accessor> only() {
    return Optional.ofNullable(accessor);
  }

  /// What an access entry says about reading these entries.
  DataScope scopeOf(String kind) {
    return new DataScope(kind, from, to);
  }
}
