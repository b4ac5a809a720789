package surety.sandbox.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The events of a message.
final class AnthropicStream {
  private final ObjectNode message;
  private final ObjectNode end;
  private final int said;
  private final ModelAnswer out;

  /// @param end stop reason and stop sequence
  /// @param said tokens of the answer
  AnthropicStream(ObjectNode message, ObjectNode end, int said, ModelAnswer out) {
    this.message = message;
    this.end = end;
    this.said = said;
    this.out = out;
  }

  void send(List<ObjectNode> blocks) throws IOException {
    out.begin();
    ObjectNode start = event("message_start");
    start.set("message", message);
    out.typedEvent(start);
    for (int index = 0; index < blocks.size(); index++) {
      if (!block(blocks.get(index), index)) {
        return;
      }
    }
    ObjectNode delta = event("message_delta");
    delta.set("delta", end);
    delta.putObject("usage").put("output_tokens", said);
    out.typedEvent(delta);
    out.typedEvent(event("message_stop"));
  }

  private boolean block(ObjectNode block, int index) throws IOException {
    ObjectNode start = event("content_block_start").put("index", index);
    start.set("content_block", empty(block));
    out.typedEvent(start);
    if (index == 0) {
      out.typedEvent(event("ping"));
    }
    String type = block.path("type").asString();
    boolean sent =
        switch (type) {
          case "thinking" ->
              deltas(index, "thinking_delta", "thinking", block.path("thinking").asString());
          case "tool_use" ->
              deltas(index, "input_json_delta", "partial_json", block.path("input").toString());
          default -> deltas(index, "text_delta", "text", block.path("text").asString());
        };
    if (!sent) {
      return false;
    }
    if (type.equals("thinking")) {
      delta(index, "signature_delta", "signature", block.path("signature").asString());
    }
    out.typedEvent(event("content_block_stop").put("index", index));
    return true;
  }

  private static ObjectNode empty(ObjectNode block) {
    ObjectNode empty = block.deepCopy();
    switch (block.path("type").asString()) {
      case "thinking" -> empty.put("thinking", "").put("signature", "");
      case "tool_use" -> empty.putObject("input");
      default -> empty.put("text", "");
    }
    return empty;
  }

  private boolean deltas(int index, String type, String member, String text) throws IOException {
    for (String piece : out.pieces(text)) {
      if (out.failsHere()) {
        out.typedEvent(AnthropicApi.errorBody(ApiError.of(529, Map.of())));
        return false;
      }
      delta(index, type, member, piece);
    }
    return true;
  }

  private void delta(int index, String type, String member, String text) throws IOException {
    ObjectNode event = event("content_block_delta").put("index", index);
    event.putObject("delta").put("type", type).put(member, text);
    out.typedEvent(event);
  }

  private static ObjectNode event(String type) {
    return RequestBody.JSON.createObjectNode().put("type", type);
  }
}
