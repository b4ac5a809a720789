package surety.server.ai.mcp;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// An argument that a tool takes: its schema for agents, and the check of what they send. Both come
/// from the same bounds.
///
/// @param schema in JSON Schema's words
/// @param expected what a wrong one should have been, as the end of a sentence
/// @param read the value; empty if it is not within the bounds
record Parameter(
    String name,
    Map<String, Object> schema,
    String expected,
    Function<Object, Optional<Object>> read,
    boolean required) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "^\\W{0,5}(Client|Project|Person)_[A-Z0-9]{1,20}(\\{[0-9]{1,4}\\})?\\W{0,5}$");

  Parameter {
    schema = Map.copyOf(schema);
  }

  /// A whole number; without one, the usual.
  static Parameter whole(String name, String description, int least, int most, int usual) {
    Map<String, Object> schema = schema("integer", description);
    schema.put("minimum", least);
    schema.put("maximum", most);
    schema.put("default", usual);
    String expected = "a whole number from " + least + " to " + most;
    return new Parameter(
        name,
        schema,
        expected,
        value -> number(value).filter(n -> n >= least && n <= most).map(n -> n),
        false);
  }

  /// One of several whole numbers; without one, the usual.
  static Parameter oneOf(String name, String description, List<Integer> choices, int usual) {
    Map<String, Object> schema = schema("integer", description);
    schema.put("enum", choices);
    schema.put("default", usual);
    return new Parameter(
        name,
        schema,
        "one of " + choices,
        value -> number(value).filter(choices::contains).map(n -> n),
        false);
  }

  /// A day such as `2026-03-31`.
  static Parameter day(String name, String description) {
    Map<String, Object> schema = schema("string", description);
    schema.put("format", "date");
    schema.put("maxLength", 10);
    return new Parameter(name, schema, "a day such as 2026-03-31", Parameter::readDay, false);
  }

  /// A token that an earlier answer held.
  static Parameter token(String name, String description) {
    return text(name, description, TOKEN, "a token such as Client_K7MQX", false);
  }

  /// A short text of a stated form.
  static Parameter text(
      String name, String description, Pattern form, String expected, boolean required) {
    Map<String, Object> schema = schema("string", description);
    schema.put("pattern", form.pattern());
    schema.put("maxLength", 100);
    return new Parameter(
        name,
        schema,
        expected,
        value ->
            value instanceof String text && text.length() <= 100 && form.matcher(text).matches()
                ? Optional.of(text)
                : Optional.empty(),
        required);
  }

  private static Map<String, Object> schema(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return schema;
  }

  private static Optional<Integer> number(Object value) {
    return value instanceof Integer number ? Optional.of(number) : Optional.empty();
  }

  private static Optional<Object> readDay(Object value) {
    try {
      return value instanceof String text && text.length() == 10
          ? Optional.of(LocalDate.parse(text)).filter(Parameter::isOfOurTime).map(day -> day)
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isOfOurTime(LocalDate day) {
    return day.getYear() >= 1990 && day.getYear() < 2200;
  }
}
