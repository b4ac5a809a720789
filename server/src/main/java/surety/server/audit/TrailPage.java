package surety.server.audit;

import java.util.List;
import java.util.Optional;

/// A page of a trail, newest entry first.
///
/// @param older where the next page begins; empty when this is the last one
record TrailPage<T extends TrailEntry>(List<T> entries, Optional<TrailPosition> older) {

  static final int SIZE = 50;

  TrailPage {
    entries = List.copyOf(entries);
  }

  /// A page out of up to one entry more than it holds, which tells whether there is another page.
  static <T extends TrailEntry> TrailPage<T> of(List<T> read, int size) {
    if (read.size() <= size) {
      return new TrailPage<>(read, Optional.empty());
    }
    List<T> entries = read.subList(0, size);
    return new TrailPage<>(entries, Optional.of(entries.getLast().position()));
  }
}
