package surety.server.ai.gateway;

import java.nio.charset.StandardCharsets;
import surety.server.ai.provider.Dialect;
import surety.server.platform.Ephemeral;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What the server itself asks a model, with real names: they are replaced on its way.
///
/// @param model the provider's name of it
/// @param instructions how to answer
/// @param data what to answer from
public record Question(Dialect dialect, String model, String instructions, String data)
    implements Ephemeral {

  private static final int LONGEST_ANSWER = 4_096;
  private static final JsonMapper JSON = new JsonMapper();

  Endpoint endpoint() {
    return switch (dialect) {
      case OPENAI -> Endpoint.CHAT;
      case ANTHROPIC -> Endpoint.MESSAGES;
    };
  }

  /// The request in the provider's form.
  byte[] body() {
    ObjectNode body = JSON.createObjectNode().put("model", model).put("stream", true);
    switch (dialect) {
      case OPENAI -> {
        body.put("max_completion_tokens", LONGEST_ANSWER);
        body.putObject("stream_options").put("include_usage", true);
        body.putArray("messages").add(message("system", instructions)).add(message("user", data));
      }
      case ANTHROPIC -> {
        body.put("max_tokens", LONGEST_ANSWER).put("system", instructions);
        body.putArray("messages").add(message("user", data));
      }
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode message(String role, String content) {
    return JSON.createObjectNode().put("role", role).put("content", content);
  }

  @Override
  public String toString() {
    return "Question[" + dialect + "]";
  }
}
