package surety.evidence;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import surety.translog.Hash;

/// A JSON object. The reading methods throw [JsonInvalid], naming the member, if it is absent or of
/// another type; a member that is null counts as absent.
///
/// @param members in order
public record JsonObject(Map<String, Json> members) implements Json {
  private static final Shared<Hash> HASHES = new Shared<>();

  /// Copies the members.
  public JsonObject {
    members = Json.ordered(members);
  }

  /// The same object with one more member at its end, or with another value in its place.
  public JsonObject with(String name, Json value) {
    Map<String, Json> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new JsonObject(more);
  }

  /// As [#with(String, Json)], with a text.
  public JsonObject with(String name, String value) {
    return with(name, new JsonText(value));
  }

  /// As [#with(String, Json)], with a number.
  public JsonObject with(String name, long value) {
    return with(name, new JsonNumber(BigDecimal.valueOf(value)));
  }

  /// As [#with(String, Json)], with true or false.
  public JsonObject with(String name, boolean value) {
    return with(name, new JsonBoolean(value));
  }

  /// As [#with(String, Json)], with an ISO 8601 instant.
  public JsonObject with(String name, Instant value) {
    return with(name, value.toString());
  }

  /// As [#with(String, Json)], with the hash as hexadecimal digits.
  public JsonObject with(String name, Hash value) {
    return with(name, value.hex());
  }

  /// As [#with(String, Json)], with a list of these values.
  public JsonObject with(String name, List<? extends Json> values) {
    return with(name, new JsonList(List.copyOf(values)));
  }

  /// A text.
  public String text(String name) {
    return required(name) instanceof JsonText(String value) ? value : refuse(name, "a text");
  }

  /// A text that may be absent.
  public Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /// A whole number.
  public long number(String name) {
    try {
      return decimal(name).longValueExact();
    } catch (ArithmeticException e) {
      throw new JsonInvalid(name + " is not a whole number");
    }
  }

  /// A whole number of 32 bits.
  public int smallNumber(String name) {
    long value = number(name);
    return value == (int) value ? (int) value : refuse(name, "a number of 32 bits");
  }

  /// Any number.
  public BigDecimal decimal(String name) {
    return required(name) instanceof JsonNumber(BigDecimal value)
        ? value
        : refuse(name, "a number");
  }

  /// True or false.
  public boolean truth(String name) {
    return required(name) instanceof JsonBoolean(boolean value)
        ? value
        : refuse(name, "true or false");
  }

  /// An ISO 8601 instant.
  public Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new JsonInvalid(name + " is not an instant");
    }
  }

  /// A SHA-256 hash of 64 hexadecimal digits.
  public Hash hash(String name) {
    try {
      return HASHES.one(Hash.fromHex(text(name)));
    } catch (IllegalArgumentException e) {
      throw e instanceof JsonInvalid ? e : new JsonInvalid(name + " is not a SHA-256 hash");
    }
  }

  /// An object.
  public JsonObject object(String name) {
    return required(name) instanceof JsonObject value ? value : refuse(name, "an object");
  }

  /// A list.
  public List<Json> list(String name) {
    return required(name) instanceof JsonList(List<Json> items) ? items : refuse(name, "a list");
  }

  /// A list of texts.
  public List<String> texts(String name) {
    return list(name).stream()
        .map(item -> item instanceof JsonText(String value) ? value : refuse(name, "texts"))
        .toList();
  }

  /// A list of objects.
  public List<JsonObject> objects(String name) {
    return list(name).stream()
        .map(item -> item instanceof JsonObject value ? value : refuse(name, "objects"))
        .toList();
  }

  /// Whether there is a member of this name that is not null.
  public boolean has(String name) {
    Json value = members.get(name);
    return value != null && !(value instanceof JsonNull);
  }

  private Json required(String name) {
    Json value = members.get(name);
    if (value == null) {
      throw new JsonInvalid(name + " is missing");
    }
    return value;
  }

  // Generic, so that it can stand in place of any value; it never returns.
  private static <T> T refuse(String name, String expected) {
    throw new JsonInvalid(name + " is not " + expected);
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }
}
