package surety.server.ai.gateway;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import surety.server.ai.provider.Dialect;
import tools.jackson.databind.JsonNode;

/// Which fields of a request are refused: docs/ai-gateway.md lists them for those who are refused.
final class FieldRules {

  private static final Predicate<JsonNode> ANY = value -> true;
  private static final Predicate<JsonNode> NOT_FALSE =
      value -> !(value.isBoolean() && !value.booleanValue());
  private static final Predicate<JsonNode> NOT_EMPTY = value -> !value.isEmpty();
  private static final Predicate<JsonNode> NOT_ONLY_TEXT =
      value ->
          value.valueStream().anyMatch(one -> !one.isString() || !one.stringValue().equals("text"));

  /// Members at the top, with what of them is refused. Null passes as absence everywhere but where
  /// the provider's default would keep the request.
  private static final Map<Endpoint, Map<String, Predicate<JsonNode>>> REFUSED =
      Map.of(
          Endpoint.CHAT,
          Map.of(
              "store", NOT_FALSE,
              "web_search_options", ANY,
              "audio", ANY,
              "modalities", NOT_ONLY_TEXT),
          Endpoint.RESPONSES,
          Map.of(
              "store", NOT_FALSE,
              "previous_response_id", ANY,
              "conversation", ANY,
              "prompt", ANY,
              "background", NOT_FALSE,
              "include", FieldRules::includesMore),
          Endpoint.EMBEDDINGS,
          Map.of(),
          Endpoint.MESSAGES,
          Map.of("mcp_servers", NOT_EMPTY, "container", ANY),
          Endpoint.COUNT_TOKENS,
          Map.of("mcp_servers", NOT_EMPTY, "container", ANY));

  /// Members anywhere by which a provider fetches or finds what is not in the request.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "audio_url",
          "connector_id",
          "file_data",
          "file_id",
          "file_ids",
          "file_url",
          "image_url",
          "input_audio",
          "server_url",
          "vector_store_ids",
          "video_url");

  /// Members whose inside is the caller's own: schemas, and what tools are called with.
  private static final Set<String> CALLERS_OWN =
      Set.of("parameters", "input_schema", "schema", "metadata");

  private static final Set<String> TEXT_BLOCKS =
      Set.of(
          "text",
          "refusal",
          "input_text",
          "output_text",
          "summary_text",
          "reasoning_text",
          "message",
          "function_call",
          "function_call_output",
          "custom_tool_call",
          "custom_tool_call_output",
          "reasoning",
          "thinking",
          "redacted_thinking",
          "tool_use",
          "tool_result",
          "document",
          "search_result");

  private static final Set<String> BLOCK_LISTS =
      Set.of("messages", "content", "input", "output", "system", "summary");

  private FieldRules() {}

  /// @throws GatewayError if a field cannot be sent on
  static void check(Endpoint endpoint, JsonNode root) {
    REFUSED
        .getOrDefault(endpoint, Map.of())
        .forEach(
            (name, refused) -> {
              JsonNode value = root.path(name);
              boolean absent = value.isMissingNode() || (value.isNull() && !name.equals("store"));
              if (!absent && refused.test(value)) {
                throw GatewayError.field(
                    name,
                    "Names cannot be kept from the provider with this field, or it has the provider"
                        + " keep or fetch something.");
              }
            });
    root.path("tools").valueStream().forEach(tool -> tool(endpoint.dialect(), tool));
    inside(root);
  }

  private static boolean includesMore(JsonNode include) {
    Set<String> harmless = Set.of("reasoning.encrypted_content", "message.output_text.logprobs");
    return include
        .valueStream()
        .anyMatch(one -> !one.isString() || !harmless.contains(one.stringValue()));
  }

  // Tools that the caller runs. Those that the provider runs would search, fetch or call out.
  private static void tool(Dialect dialect, JsonNode tool) {
    JsonNode type = tool.path("type");
    boolean own =
        switch (dialect) {
          case OPENAI -> isOneOf(type, "function", "custom");
          case ANTHROPIC ->
              type.isMissingNode()
                  || isOneOf(type, "custom")
                  || (type.isString()
                      && type.stringValue().matches("(bash|text_editor|memory)_[0-9]{8}"));
        };
    if (!own) {
      throw GatewayError.field("tools", "A tool that the provider itself runs is not allowed.");
    }
  }

  private static boolean isOneOf(JsonNode value, String... words) {
    return value.isString() && Set.of(words).contains(value.stringValue());
  }

  private static void inside(JsonNode node) {
    if (node.isArray()) {
      node.valueStream().forEach(FieldRules::inside);
    } else if (node.isObject()) {
      boolean toolUse = isOneOf(node.path("type"), "tool_use");
      node.propertyStream()
          .filter(member -> !CALLERS_OWN.contains(member.getKey()))
          .filter(member -> !(toolUse && member.getKey().equals("input")))
          .forEach(member -> member(member.getKey(), member.getValue()));
    }
  }

  private static void member(String name, JsonNode value) {
    if (ELSEWHERE.contains(name) && !value.isNull()) {
      throw GatewayError.field(
          name,
          "Files, images, sound and addresses that the provider would fetch are not allowed.");
    }
    if (BLOCK_LISTS.contains(name) && value.isArray()) {
      value.valueStream().forEach(FieldRules::block);
    }
    inside(value);
  }

  private static void block(JsonNode block) {
    JsonNode type = block.path("type");
    if (type.isString() && !TEXT_BLOCKS.contains(type.stringValue())) {
      throw GatewayError.field("type", "A part of this type cannot be searched for names.");
    }
  }
}
