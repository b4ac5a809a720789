package surety.server.audit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.audit.TrailQuery.Asked;

/// What the templates of the trails read.
///
/// @param filter the part of a link that keeps the filter
/// @param older the part of a link that leads to older entries; null on the last page
/// @param filtered whether entries may be missing because of the filter
/// @param newest whether this is the first page
record TrailView(
    List<? extends TrailEntry> entries,
    TrailFilter asked,
    String filter,
    @Nullable String older,
    boolean filtered,
    boolean newest) {

  static TrailView of(Asked asked, TrailPage<? extends TrailEntry> page) {
    return new TrailView(
        page.entries(),
        asked.filter(),
        asked.link(Optional.empty()),
        page.older().map(place -> asked.link(Optional.of(place))).orElse(null),
        asked.isFiltered(),
        asked.isNewest());
  }
}
