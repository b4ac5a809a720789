package surety.server.posture.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.evidence.Json;
import surety.evidence.JsonObject;

/// Writes maps, lists, texts, numbers, truth values and moments as JSON. Members keep the order of
/// their map; a member whose value is an empty [Optional] is left out.
final class JsonText {

  private JsonText() {}

  static String of(Map<String, ?> object) {
    return value(object).pretty();
  }

  private static Json value(Object value) {
    return switch (value) {
      case Map<?, ?> object -> object(object);
      case List<?> list -> new Json.JsonList(list.stream().map(JsonText::value).toList());
      case Integer number -> new Json.JsonNumber(BigDecimal.valueOf(number));
      case Long number -> new Json.JsonNumber(BigDecimal.valueOf(number));
      case Double number -> new Json.JsonNumber(BigDecimal.valueOf(number));
      case Boolean truth -> new Json.JsonBoolean(truth);
      case String text -> new Json.JsonText(text);
      case Instant moment -> new Json.JsonText(moment.toString());
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    };
  }

  private static JsonObject object(Map<?, ?> members) {
    JsonObject object = Json.object();
    for (Map.Entry<?, ?> member : members.entrySet()) {
      Object value = member.getValue();
      Optional<?> there = value instanceof Optional<?> maybe ? maybe : Optional.of(value);
      if (there.isPresent()) {
        object = object.with(String.valueOf(member.getKey()), value(there.get()));
      }
    }
    return object;
  }
}
