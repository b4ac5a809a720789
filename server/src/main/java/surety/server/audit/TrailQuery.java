package surety.server.audit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/// What a browser asks of a trail, as it was typed. A missing or empty field asks for no limit.
///
/// @param typed days as `from` and `to`, such as `2026-01-31`, each [TrailField] by its key, and a
///     place in the trail as `after`, as [TrailPosition#text] writes it; others are ignored
record TrailQuery(Map<String, List<String>> typed) {

  /// An understood query.
  record Asked(TrailKind kind, TrailFilter filter, TrailPosition after) {

    /// Whether anything narrows the trail.
    boolean isFiltered() {
      return !filter.equals(TrailFilter.ALL);
    }

    boolean isNewest() {
      return after.equals(TrailPosition.NEWEST);
    }

    /// The same filter as a part of a link, from a place on; empty for the whole trail.
    String link(Optional<TrailPosition> place) {
      return TrailQuery.link(filter, place);
    }

    /// The filter as a part of a link to the other trail, without what that one does not have.
    String linkTo(TrailKind other) {
      return TrailQuery.link(filter.of(other), Optional.empty());
    }

    /// The filter as a part of a link that asks for this as well.
    String linkWith(TrailField field, String text) {
      return TrailQuery.link(filter.with(field, text), Optional.empty());
    }
  }

  static TrailQuery of(MultiValueMap<String, String> parameters) {
    return new TrailQuery(parameters);
  }

  /// What a part of a link asks for; empty when the text is none.
  static Optional<TrailQuery> ofLink(String link) {
    String query = link.substring(link.indexOf('?') + 1);
    Map<String, List<String>> typed = new HashMap<>();
    try {
      UriComponentsBuilder.newInstance()
          .query(query)
          .build()
          .getQueryParams()
          .forEach((name, values) -> typed.put(name, decoded(values)));
      return Optional.of(new TrailQuery(typed));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> decoded(List<@Nullable String> values) {
    return values.stream()
        .map(value -> value == null ? "" : URLDecoder.decode(value, StandardCharsets.UTF_8))
        .toList();
  }

  /// What was typed into a field; several texts as one that no field understands.
  public String text(String name) {
    return String.join(",", typed.getOrDefault(name, List.of()));
  }

  /// What was asked for; empty when a field cannot be understood, is none of this trail, or the
  /// days are in the wrong order. A filter that is not understood must not show entries as if it
  /// had been.
  Optional<Asked> asked(TrailKind kind) {
    try {
      Map<TrailField, String> fields = new EnumMap<>(TrailField.class);
      for (TrailField field : TrailField.values()) {
        String text = text(field.key());
        if (!text.isBlank()) {
          fields.put(field, field == TrailField.TEXT ? text.strip() : text);
        }
      }
      var filter = new TrailFilter(day(text("from")), day(text("to")), fields);
      if (!filter.fits(kind)) {
        return Optional.empty();
      }
      String after = text("after");
      return after.isEmpty()
          ? Optional.of(new Asked(kind, filter, TrailPosition.NEWEST))
          : TrailPosition.parse(after).map(place -> new Asked(kind, filter, place));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A filter as a part of a link, from a place on; empty for the whole trail.
  static String link(TrailFilter filter, Optional<TrailPosition> place) {
    var link = UriComponentsBuilder.newInstance();
    Map<String, Object> values = new HashMap<>();
    link.queryParamIfPresent("from", Optional.ofNullable(filter.from()));
    link.queryParamIfPresent("to", Optional.ofNullable(filter.to()));
    filter
        .fields()
        .forEach(
            (field, text) -> {
              link.queryParam(field.key(), "{" + field.key() + "}");
              values.put(field.key(), text);
            });
    link.queryParamIfPresent("after", place.map(TrailPosition::text));
    return link.encode().buildAndExpand(values).toUriString();
  }

  private static @Nullable LocalDate day(String text) {
    if (text.isEmpty()) {
      return null;
    }
    // Four digits of a year and no more, though the standard allows a sign and more of them.
    if (text.length() != 10) {
      throw new IllegalArgumentException("not a day");
    }
    return LocalDate.parse(text);
  }
}
