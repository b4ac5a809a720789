package surety.server.posture.ground;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import surety.server.posture.ground.LoopbackListener.Reply;
import surety.server.posture.probe.RecordingVendor.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers in the shapes of model providers. A stream is cut every third character, so that no
/// token arrives in one piece.
final class ModelAnswers {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE = 3;
  private static final Map<String, Object> USAGE =
      Map.of("prompt_tokens", 7, "completion_tokens", 5, "input_tokens", 7, "output_tokens", 5);

  private ModelAnswers() {}

  static Reply to(Request request, UnaryOperator<String> words) {
    JsonNode asked = asked(request.body());
    String said = words.apply(text(asked));
    boolean stream = asked.path("stream").asBoolean(false);
    return switch (request.path().replaceFirst(".*/v1/", "")) {
      case "chat/completions" -> stream ? chatEvents(said) : json(chat(said));
      case "responses" -> stream ? responseEvents(said) : json(response(said));
      case "messages" -> stream ? messageEvents(said) : json(message(said));
      case "embeddings" -> json(embedding());
      case "messages/count_tokens" -> json(Map.of("input_tokens", 7));
      default -> json(Map.of("object", "list", "data", List.of()));
    };
  }

  private static JsonNode asked(byte[] body) {
    try {
      return JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  // What the last message says, or the input.
  private static String text(JsonNode asked) {
    JsonNode messages = asked.path("messages");
    JsonNode last =
        messages.isArray() && !messages.isEmpty()
            ? messages.get(messages.size() - 1).path("content")
            : asked.path("input");
    if (last.isString()) {
      return last.stringValue();
    }
    List<String> texts = new ArrayList<>();
    last.valueStream().forEach(part -> texts.add(part.path("text").asString("")));
    return String.join("", texts);
  }

  private static Map<String, Object> chat(String said) {
    Map<String, Object> choice =
        Map.of(
            "index",
            0,
            "finish_reason",
            "stop",
            "message",
            Map.of("role", "assistant", "content", said));
    return Map.of("id", "r", "choices", List.of(choice), "usage", USAGE);
  }

  private static Map<String, Object> response(String said) {
    Map<String, Object> item =
        Map.of(
            "type",
            "message",
            "id",
            "m",
            "content",
            List.of(Map.of("type", "output_text", "text", said)));
    return Map.of("id", "r", "output", List.of(item), "usage", USAGE);
  }

  private static Map<String, Object> message(String said) {
    return Map.of(
        "type",
        "message",
        "content",
        List.of(Map.of("type", "text", "text", said)),
        "usage",
        USAGE);
  }

  private static Map<String, Object> embedding() {
    Map<String, Object> one = Map.of("index", 0, "embedding", List.of(0.25, 0.5));
    return Map.of("object", "list", "data", List.of(one), "usage", USAGE);
  }

  private static Reply chatEvents(String said) {
    return events(
        said,
        piece ->
            Map.of(
                "id",
                "r",
                "choices",
                List.of(Map.of("index", 0, "delta", Map.of("content", piece)))),
        Map.of(
            "id",
            "r",
            "choices",
            List.of(Map.of("index", 0, "delta", Map.of(), "finish_reason", "stop"))));
  }

  private static Reply responseEvents(String said) {
    return events(
        said,
        piece ->
            Map.of(
                "type",
                "response.output_text.delta",
                "item_id",
                "m",
                "content_index",
                0,
                "delta",
                piece),
        Map.of("type", "response.completed", "response", Map.of("id", "r", "usage", USAGE)));
  }

  private static Reply messageEvents(String said) {
    return events(
        said,
        piece ->
            Map.of(
                "type",
                "content_block_delta",
                "index",
                0,
                "delta",
                Map.of("type", "text_delta", "text", piece)),
        Map.of("type", "message_stop"));
  }

  private static Reply events(
      String said, Function<String, Map<String, Object>> delta, Object end) {
    StringBuilder events = new StringBuilder();
    for (int at = 0; at < said.length(); at += PIECE) {
      String piece = said.substring(at, Math.min(said.length(), at + PIECE));
      events.append(event(delta.apply(piece)));
    }
    events.append(event(end));
    return Reply.events(events.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String event(Object data) {
    return "data: " + JSON.writeValueAsString(data) + "\n\n";
  }

  private static Reply json(Map<String, Object> body) {
    return Reply.of(200, JSON.writeValueAsBytes(body));
  }
}
