package surety.evidence;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259). Members keep their order. The text form of a value is its compact JSON.
public sealed interface Json
    permits Json.JsonText,
        Json.JsonNumber,
        Json.JsonBoolean,
        Json.JsonNull,
        Json.JsonList,
        JsonObject {

  /// Reads one value and nothing after it.
  ///
  /// @throws JsonInvalid for anything that is not JSON, a name that occurs twice in one object, or
  ///     more than 64 levels
  static Json parse(String text) {
    return new JsonReader(text).read();
  }

  /// Reads one object.
  ///
  /// @throws JsonInvalid as for [#parse], and for another kind of value
  static JsonObject parseObject(byte[] utf8) {
    return new JsonReader(new String(utf8, StandardCharsets.UTF_8)).readObject();
  }

  /// An object without members, to be filled with [JsonObject#with].
  static JsonObject object() {
    return new JsonObject(Map.of());
  }

  /// A list of texts.
  static Json texts(List<String> texts) {
    return new JsonList(texts.stream().<Json>map(JsonText::new).toList());
  }

  /// Compact JSON, UTF-8.
  default byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /// JSON on several lines, for people, with a line feed at the end.
  default String pretty() {
    return JsonWriter.pretty(this) + "\n";
  }

  /// A text.
  record JsonText(String value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// A number.
  record JsonNumber(BigDecimal value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// True or false.
  record JsonBoolean(boolean value) implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// Null.
  record JsonNull() implements Json {
    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// A list.
  record JsonList(List<Json> items) implements Json {

    /// Copies the list.
    public JsonList {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return JsonWriter.compact(this);
    }
  }

  /// Members by name, unmodifiable, in order.
  static Map<String, Json> ordered(Map<String, Json> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }
}
