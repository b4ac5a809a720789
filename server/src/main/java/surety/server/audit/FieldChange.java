package surety.server.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One field of a changed row.
///
/// @param before its value; null when there was none
/// @param after its value; null when there is none
record FieldChange(String name, @Nullable Value before, @Nullable Value after) {

  private static final JsonMapper JSON = new JsonMapper();

  /// A value, or the beginning of one.
  ///
  /// @param text as much of it as is shown
  /// @param length in characters, of the whole
  record Value(String text, long length) {

    Value {
      text = Visible.of(text);
    }

    /// Whether more is stored than is shown.
    public boolean isCut() {
      return length > TrailRows.SHOWN;
    }
  }

  /// The fields as the database tells them; none when the text is null.
  static List<FieldChange> parse(@Nullable String json) {
    List<FieldChange> changes = new ArrayList<>();
    if (json != null) {
      for (JsonNode field : JSON.readTree(json)) {
        changes.add(
            new FieldChange(
                field.path("name").asString().replace('_', ' '),
                value(field, "before"),
                value(field, "after")));
      }
    }
    return changes;
  }

  private static @Nullable Value value(JsonNode field, String which) {
    JsonNode text = field.path(which);
    return text.isString()
        ? new Value(text.asString(), field.path(which + "Length").asLong())
        : null;
  }
}
