package surety.server.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import surety.server.audit.TrailQuery.Asked;

/// What the templates of the trails read.
///
/// @param filter the part of a link that keeps the filter
/// @param older the part of a link that leads to older entries; null on the last page
/// @param searchedTo up to when was searched, where the search was broken off; null elsewhere
/// @param filtered whether entries may be missing because of the filter
/// @param newest whether this is the first page
record TrailView(
    List<? extends TrailEntry> entries,
    Asked asked,
    String filter,
    @Nullable String older,
    @Nullable OffsetDateTime searchedTo,
    boolean filtered,
    boolean newest) {

  static TrailView of(Asked asked, TrailPage<? extends TrailEntry> page) {
    return new TrailView(
        page.entries(),
        asked,
        asked.link(Optional.empty()),
        page.older().map(place -> asked.link(Optional.of(place))).orElse(null),
        page.broken() ? page.older().map(TrailPosition::at).orElse(null) : null,
        asked.isFiltered(),
        asked.isNewest());
  }

  /// The part of a link to the trail of accesses that keeps what that has.
  public String accessFilter() {
    return asked.linkTo(TrailKind.ACCESS);
  }

  /// The part of a link to the trail of changes that keeps what that has.
  public String changesFilter() {
    return asked.linkTo(TrailKind.CHANGES);
  }

  /// The part of a link to what the same principal did.
  public String of(TrailEntry entry) {
    return asked.linkWith(TrailField.MEMBER, entry.principal().toString());
  }
}
