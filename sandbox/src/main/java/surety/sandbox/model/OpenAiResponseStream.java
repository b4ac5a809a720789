package surety.sandbox.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The events of a response, numbered.
final class OpenAiResponseStream {
  private final ObjectNode response;
  private final ObjectNode usage;
  private final ModelAnswer out;
  private int sequence;

  OpenAiResponseStream(ObjectNode response, ObjectNode usage, ModelAnswer out) {
    this.response = response;
    this.usage = usage;
    this.out = out;
  }

  void send(List<ObjectNode> items) throws IOException {
    out.begin();
    whole("response.created", response);
    whole("response.in_progress", response);
    for (int index = 0; index < items.size(); index++) {
      if (!item(items.get(index), index)) {
        return;
      }
    }
    ObjectNode completed = OpenAiResponses.completed(response, items, usage);
    whole("response." + completed.path("status").asString("completed"), completed);
  }

  private boolean item(ObjectNode item, int index) throws IOException {
    boolean message = item.path("type").asString().equals("message");
    ObjectNode begun = item.deepCopy().put("status", "in_progress");
    if (message) {
      begun.putArray("content");
    } else {
      begun.put("arguments", "");
    }
    ObjectNode added = event("response.output_item.added").put("output_index", index);
    added.set("item", begun);
    out.typedEvent(added);
    if (!(message ? text(item, index) : arguments(item, index))) {
      return false;
    }
    ObjectNode done = event("response.output_item.done").put("output_index", index);
    done.set("item", item);
    out.typedEvent(done);
    return true;
  }

  private boolean text(ObjectNode item, int index) throws IOException {
    String text = item.path("content").path(0).path("text").asString();
    ObjectNode added = inPart("response.content_part.added", item, index);
    added.set("part", OpenAiResponses.textPart(""));
    out.typedEvent(added);
    for (String piece : out.pieces(text)) {
      if (failed()) {
        return false;
      }
      ObjectNode delta = inPart("response.output_text.delta", item, index).put("delta", piece);
      delta.putArray("logprobs");
      out.typedEvent(delta);
    }
    ObjectNode done = inPart("response.output_text.done", item, index).put("text", text);
    done.putArray("logprobs");
    out.typedEvent(done);
    ObjectNode partDone = inPart("response.content_part.done", item, index);
    partDone.set("part", OpenAiResponses.textPart(text));
    out.typedEvent(partDone);
    return true;
  }

  private boolean arguments(ObjectNode item, int index) throws IOException {
    String arguments = item.path("arguments").asString();
    for (String piece : out.pieces(arguments)) {
      if (failed()) {
        return false;
      }
      out.typedEvent(
          inItem("response.function_call_arguments.delta", item, index).put("delta", piece));
    }
    out.typedEvent(
        inItem("response.function_call_arguments.done", item, index)
            .put("name", item.path("name").asString())
            .put("arguments", arguments));
    return true;
  }

  private boolean failed() throws IOException {
    if (!out.failsHere()) {
      return false;
    }
    ApiError error = ApiError.of(500, Map.of());
    ObjectNode event = event("error").put("code", "server_error").put("message", error.text());
    out.typedEvent(event.putNull("param"));
    return true;
  }

  private void whole(String type, ObjectNode state) throws IOException {
    ObjectNode event = event(type);
    event.set("response", state);
    out.typedEvent(event);
  }

  private ObjectNode inPart(String type, ObjectNode item, int index) {
    return inItem(type, item, index).put("content_index", 0);
  }

  private ObjectNode inItem(String type, ObjectNode item, int index) {
    return event(type).put("item_id", item.path("id").asString()).put("output_index", index);
  }

  private ObjectNode event(String type) {
    return RequestBody.JSON.createObjectNode().put("type", type).put("sequence_number", sequence++);
  }
}
