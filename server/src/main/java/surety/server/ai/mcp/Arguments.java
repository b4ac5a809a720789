package surety.server.ai.mcp;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an agent sent with a call, checked against what the tool takes.
final class Arguments {

  private final Map<String, Object> values;

  private Arguments(Map<String, Object> values) {
    this.values = values;
  }

  /// @throws AgentError if one is unknown, missing or out of its bounds
  static Arguments read(List<Parameter> parameters, @Nullable Map<String, Object> sent) {
    Map<String, @Nullable Object> left =
        sent == null ? new LinkedHashMap<>() : new LinkedHashMap<>(sent);
    Map<String, Object> values = new TreeMap<>();
    for (Parameter parameter : parameters) {
      Object value = left.remove(parameter.name());
      if (value != null) {
        values.put(parameter.name(), read(parameter, value));
      } else if (parameter.required()) {
        throw AgentError.argument(parameter.name(), "there; it has to be " + parameter.expected());
      }
    }
    if (!left.isEmpty()) {
      throw unknown(parameters);
    }
    return new Arguments(values);
  }

  private static Object read(Parameter parameter, Object value) {
    return parameter
        .read()
        .apply(value)
        .orElseThrow(() -> AgentError.argument(parameter.name(), parameter.expected()));
  }

  private static AgentError unknown(List<Parameter> parameters) {
    String names = parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    return new AgentError(
        "bad-argument", "This tool takes no arguments but these: " + names + ". Nothing was read.");
  }

  /// A JSON schema of what a tool takes.
  static Map<String, Object> schema(List<Parameter> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", parameters.stream().filter(Parameter::required).map(Parameter::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  int whole(String name, int usual) {
    return values.get(name) instanceof Integer number ? number : usual;
  }

  Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<LocalDate> day(String name) {
    return values.get(name) instanceof LocalDate day ? Optional.of(day) : Optional.empty();
  }

  /// What is asked, apart from which page of it.
  String question() {
    Map<String, Object> question = new TreeMap<>(values);
    question.remove(Page.CURSOR);
    question.remove(Page.LIMIT);
    return question.toString();
  }

  @Override
  public String toString() {
    return "Arguments" + values.keySet();
  }
}
