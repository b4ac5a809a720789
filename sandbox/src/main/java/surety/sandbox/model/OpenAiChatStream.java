package surety.sandbox.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The chunks of a chat completion. Choices come interleaved, piece by piece.
final class OpenAiChatStream {
  /// What one choice says.
  record Said(String text, List<ToolCalls.Call> calls, String finishReason) {}

  private final ObjectNode head;
  private final @Nullable ObjectNode usage;
  private final ModelAnswer out;

  /// @param usage to be sent at the end, if it was asked for
  OpenAiChatStream(ObjectNode head, @Nullable ObjectNode usage, ModelAnswer out) {
    this.head = head.deepCopy().put("object", "chat.completion.chunk");
    this.usage = usage;
    this.out = out;
  }

  void send(List<Said> choices) throws IOException {
    out.begin();
    List<List<ObjectNode>> deltas = new ArrayList<>();
    for (int i = 0; i < choices.size(); i++) {
      deltas.add(deltas(choices.get(i)));
      chunk(i, first(choices.get(i)), null);
    }
    int longest = deltas.stream().mapToInt(List::size).max().orElse(0);
    for (int step = 0; step < longest; step++) {
      for (int i = 0; i < deltas.size(); i++) {
        if (step < deltas.get(i).size() && !piece(i, deltas.get(i).get(step))) {
          return;
        }
      }
    }
    for (int i = 0; i < choices.size(); i++) {
      chunk(i, RequestBody.JSON.createObjectNode(), choices.get(i).finishReason());
    }
    if (usage != null) {
      ObjectNode last = head.deepCopy();
      last.putArray("choices");
      last.set("usage", usage);
      out.event(last);
    }
    out.done();
  }

  private boolean piece(int index, ObjectNode delta) throws IOException {
    if (out.failsHere()) {
      ObjectNode event = RequestBody.JSON.createObjectNode();
      OpenAiApi.errorIn(event, ApiError.of(500, Map.of()));
      out.event(event);
      return false;
    }
    chunk(index, delta, null);
    return true;
  }

  private static ObjectNode first(Said said) {
    ObjectNode delta = RequestBody.JSON.createObjectNode().put("role", "assistant");
    delta.put("content", said.calls().isEmpty() ? "" : null);
    return delta.putNull("refusal");
  }

  private List<ObjectNode> deltas(Said said) {
    List<ObjectNode> deltas = new ArrayList<>();
    for (String piece : out.pieces(said.text())) {
      deltas.add(RequestBody.JSON.createObjectNode().put("content", piece));
    }
    for (int i = 0; i < said.calls().size(); i++) {
      ToolCalls.Call call = said.calls().get(i);
      ObjectNode begin = RequestBody.JSON.createObjectNode();
      ObjectNode one = begin.putArray("tool_calls").addObject().put("index", i);
      one.put("id", "call_standin" + (i + 1)).put("type", "function");
      one.putObject("function").put("name", call.name()).put("arguments", "");
      deltas.add(begin);
      for (String piece : out.pieces(call.arguments().toString())) {
        ObjectNode delta = RequestBody.JSON.createObjectNode();
        ObjectNode part = delta.putArray("tool_calls").addObject().put("index", i);
        part.putObject("function").put("arguments", piece);
        deltas.add(delta);
      }
    }
    return deltas;
  }

  private void chunk(int index, ObjectNode delta, @Nullable String finishReason)
      throws IOException {
    ObjectNode chunk = head.deepCopy();
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finishReason);
    if (usage != null) {
      chunk.putNull("usage");
    }
    out.event(chunk);
  }
}
