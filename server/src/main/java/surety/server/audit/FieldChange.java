package surety.server.audit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One field of a changed row.
///
/// @param before its value as text; null when there was none
/// @param after its value as text; null when there is none
record FieldChange(String name, @Nullable String before, @Nullable String after) {

  private static final JsonMapper JSON = new JsonMapper();

  /// The fields in which two images of a row differ. A missing image differs in all that are set.
  static List<FieldChange> between(@Nullable String before, @Nullable String after) {
    JsonNode old = image(before);
    JsonNode young = image(after);
    Set<String> names = new LinkedHashSet<>(old.propertyNames());
    names.addAll(young.propertyNames());
    // The same on every row that a reader may see.
    names.remove("workspace_id");
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names) {
      if (differ(old.path(name), young.path(name))) {
        changes.add(
            new FieldChange(name.replace('_', ' '), text(old.path(name)), text(young.path(name))));
      }
    }
    return changes;
  }

  /// The text of the field by which people know a row; empty when it has none.
  static String title(@Nullable String json) {
    JsonNode row = image(json);
    return Stream.of("email", "name", "label", "title")
        .map(row::path)
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst()
        .orElse("");
  }

  private static JsonNode image(@Nullable String json) {
    return json == null ? JSON.createObjectNode() : JSON.readTree(json);
  }

  private static boolean differ(JsonNode before, JsonNode after) {
    boolean bothEmpty = isEmpty(before) && isEmpty(after);
    return !bothEmpty && !before.equals(after);
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  private static @Nullable String text(JsonNode value) {
    if (isEmpty(value)) {
      return null;
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
