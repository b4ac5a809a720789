package surety.server.audit;

import java.util.List;
import java.util.Optional;

/// A page of a trail, newest entry first.
///
/// @param older where the next page begins; empty when this is the last one
/// @param broken whether there may be nothing at all behind that place: the search was broken off
///     there, and not because the page is full
record TrailPage<T extends TrailEntry>(
    List<T> entries, Optional<TrailPosition> older, boolean broken) {

  static final int SIZE = 50;

  TrailPage {
    entries = List.copyOf(entries);
  }

  /// A page behind which there are more entries that are asked for.
  static <T extends TrailEntry> TrailPage<T> full(List<T> entries) {
    return new TrailPage<>(entries, Optional.of(entries.getLast().position()), false);
  }

  /// The last page.
  static <T extends TrailEntry> TrailPage<T> last(List<T> entries) {
    return new TrailPage<>(entries, Optional.empty(), false);
  }

  /// What was found up to a place.
  static <T extends TrailEntry> TrailPage<T> broken(List<T> entries, TrailPosition place) {
    return new TrailPage<>(entries, Optional.of(place), true);
  }
}
