package surety.server.audit;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which entries of a trail are asked for. Days are those of UTC.
///
/// @param from first day, inclusive; null for the oldest kept
/// @param to last day, inclusive; null for today
/// @param fields what else an entry must be, as a query says it
record TrailFilter(
    @Nullable LocalDate from, @Nullable LocalDate to, Map<TrailField, String> fields) {

  /// @throws IllegalArgumentException if the days are in the wrong order or outside the years 1 to
  ///     9999, or a field cannot be understood
  TrailFilter {
    var unused = new DataScope("trail", from, to);
    fields.forEach(TrailField::value);
    Map<TrailField, String> ordered = new EnumMap<>(TrailField.class);
    ordered.putAll(fields);
    fields = Collections.unmodifiableMap(ordered);
  }

  static final TrailFilter ALL = new TrailFilter(null, null, Map.of());

  /// The same for entries of which this holds as well.
  TrailFilter with(TrailField field, String text) {
    Map<TrailField, String> more = new HashMap<>(fields);
    more.put(field, text);
    return new TrailFilter(from, to, more);
  }

  /// The same without what entries of this trail do not have.
  TrailFilter of(TrailKind kind) {
    Map<TrailField, String> some = new HashMap<>(fields);
    some.keySet().removeIf(field -> !field.isOf(kind));
    return new TrailFilter(from, to, some);
  }

  /// Whether entries of this trail have everything that is asked for.
  boolean fits(TrailKind kind) {
    return fields.keySet().stream().allMatch(field -> field.isOf(kind));
  }

  /// The first moment that is asked for.
  OffsetDateTime begin() {
    return from == null ? OffsetDateTime.MIN : from.atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /// The first moment that is not asked for any more.
  OffsetDateTime end() {
    return to == null ? OffsetDateTime.MAX : to.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  /// Whether every entry of the days is asked for.
  boolean isWhole() {
    return fields.isEmpty();
  }

  /// The condition on an entry of a trail; days are not in it.
  String condition(TrailKind kind) {
    if (isWhole()) {
      return "true";
    }
    List<String> conditions = new ArrayList<>();
    fields.forEach(
        (field, text) ->
            conditions.add(
                field == TrailField.TEXT
                    ? TrailWords.of(text).condition(kind)
                    : field.condition()));
    return String.join(" AND ", conditions);
  }

  /// What the condition compares with.
  ///
  /// @param connections the names of the workspace's connections
  Map<String, Object> parameters(Map<UUID, String> connections) {
    Map<String, Object> parameters = new HashMap<>();
    fields.forEach(
        (field, text) -> {
          if (field == TrailField.TEXT) {
            parameters.putAll(TrailWords.of(text).parameters(connections));
          } else {
            parameters.put(field.key(), field.value(text));
          }
        });
    return parameters;
  }

  /// What an access entry says about reading these entries.
  DataScope scopeOf(TrailKind kind) {
    return new DataScope(kind.dataKind(), from, to);
  }
}
