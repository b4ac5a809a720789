package surety.sandbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Decides which tools a stand-in calls, and with what: one call, or one for each token if the user
/// asks for `each`. It calls no tool once it has a result.
final class ToolCalls {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 8;

  /// One call.
  ///
  /// @param arguments an object
  record Call(String name, ObjectNode arguments) {}

  private ToolCalls() {}

  static List<Call> of(Prompt prompt, List<String> tokens) {
    Optional<Prompt.Tool> tool = chosen(prompt);
    if (tool.isEmpty() || prompt.afterTool()) {
      return List.of();
    }
    List<Call> calls = new ArrayList<>();
    boolean each = prompt.question().contains("each") && tokens.size() > 1;
    int count = each ? Math.min(MOST, tokens.size()) : 1;
    for (int i = 0; i < count; i++) {
      List<String> rest = i < tokens.size() ? tokens.subList(i, tokens.size()) : List.of();
      calls.add(new Call(tool.get().name(), object(tool.get().schema(), rest, prompt)));
    }
    return calls;
  }

  private static Optional<Prompt.Tool> chosen(Prompt prompt) {
    return switch (prompt.toolChoice()) {
      case "none" -> Optional.empty();
      case "auto", "required" -> prompt.tools().stream().findFirst();
      default ->
          prompt.tools().stream()
              .filter(tool -> tool.name().equals(prompt.toolChoice()))
              .findFirst();
    };
  }

  private static ObjectNode object(JsonNode schema, List<String> tokens, Prompt prompt) {
    ObjectNode arguments = JSON.createObjectNode();
    int next = 0;
    for (var property : schema.path("properties").properties()) {
      JsonNode of = property.getValue();
      List<String> rest =
          tokens.isEmpty() ? tokens : tokens.subList(next % tokens.size(), tokens.size());
      arguments.set(property.getKey(), value(of, rest, prompt));
      next += of.path("type").asString("string").equals("string") && !of.has("enum") ? 1 : 0;
    }
    return arguments;
  }

  private static JsonNode value(JsonNode schema, List<String> tokens, Prompt prompt) {
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asString("string")) {
      case "integer", "number" -> JSON.getNodeFactory().numberNode(tokens.size());
      case "boolean" -> JSON.getNodeFactory().booleanNode(true);
      case "array" -> JSON.valueToTree(tokens);
      case "object" -> object(schema, tokens, prompt);
      default ->
          JSON.getNodeFactory().stringNode(tokens.isEmpty() ? words(prompt) : tokens.getFirst());
    };
  }

  private static String words(Prompt prompt) {
    String[] words = prompt.question().strip().split("\\s+");
    return String.join(" ", List.of(words).subList(0, Math.min(6, words.length)));
  }
}
