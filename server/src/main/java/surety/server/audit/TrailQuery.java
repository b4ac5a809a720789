package surety.server.audit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import surety.server.workspace.Accessor;

/// What a browser asks of a trail. A missing or empty field asks for no limit.
///
/// @param from a day such as `2026-01-31`
/// @param to a day
/// @param accessor `system`, `user`, `ai` or `support`
/// @param after a place in the trail as [TrailPosition#text] writes it
record TrailQuery(
    @Nullable String from, @Nullable String to, @Nullable String accessor, @Nullable String after) {

  /// An understood query.
  record Asked(TrailFilter filter, TrailPosition after) {

    /// Whether anything narrows the trail.
    boolean isFiltered() {
      return !filter.equals(TrailFilter.ALL);
    }

    boolean isNewest() {
      return after.equals(TrailPosition.NEWEST);
    }

    /// The same filter as a part of a link, from a place on; empty for the whole trail.
    String link(Optional<TrailPosition> place) {
      var link = UriComponentsBuilder.newInstance();
      link.queryParamIfPresent("from", Optional.ofNullable(filter.from()));
      link.queryParamIfPresent("to", Optional.ofNullable(filter.to()));
      link.queryParamIfPresent("accessor", filter.only().map(TrailQuery::name));
      link.queryParamIfPresent("after", place.map(TrailPosition::text));
      return link.toUriString();
    }
  }

  /// What was asked for; empty when a field cannot be understood or the days are in the wrong
  /// order. A filter that is not understood must not show entries as if it had been.
  Optional<Asked> asked() {
    try {
      var filter = new TrailFilter(day(from), day(to), accessor(accessor));
      return after == null || after.isEmpty()
          ? Optional.of(new Asked(filter, TrailPosition.NEWEST))
          : TrailPosition.parse(after).map(place -> new Asked(filter, place));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// How a query names an accessor.
  static String name(Accessor accessor) {
    return accessor.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable LocalDate day(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    // Four digits of a year and no more, though the standard allows a sign and more of them.
    if (text.length() != 10) {
      throw new IllegalArgumentException("not a day");
    }
    return LocalDate.parse(text);
  }

  private static @Nullable Accessor accessor(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    return Arrays.stream(Accessor.values())
        .filter(accessor -> name(accessor).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not an accessor"));
  }
}
