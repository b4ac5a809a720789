package surety.sandbox.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/responses`. Nothing is stored: an earlier response cannot be referred to.
final class OpenAiResponses {
  private final AtomicLong answers = new AtomicLong();

  void answer(ObjectNode request, ModelAnswer out) throws IOException {
    RequestBody.model(request);
    if (request.path("previous_response_id").isString()) {
      throw ApiError.bad("previous_response_id", "This stand-in stores no responses.");
    }
    Prompt prompt = prompt(request);
    Reasoner reasoner = new Reasoner(prompt);
    List<ToolCalls.Call> calls = ToolCalls.of(prompt, reasoner.tokens());
    Ending ending = Ending.of(reasoner.answer(), prompt);
    String id = "standin" + answers.incrementAndGet();
    List<ObjectNode> items = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      items.add(call(calls.get(i), id, i));
    }
    if (items.isEmpty()) {
      items.add(message(ending.text(), id));
    }
    ObjectNode response = response(request, id, ending);
    ObjectNode usage = usage(prompt, items.toString());
    if (request.path("stream").asBoolean(false)) {
      new OpenAiResponseStream(response, usage, out).send(items);
    } else {
      out.send(completed(response, items, usage));
    }
  }

  /// The response once it has its items.
  static ObjectNode completed(ObjectNode begun, List<ObjectNode> items, ObjectNode usage) {
    ObjectNode response = begun.deepCopy();
    ArrayNode output = response.putArray("output");
    items.forEach(output::add);
    boolean cut = response.path("incomplete_details").isObject();
    response.put("status", cut ? "incomplete" : "completed");
    response.set("usage", usage);
    return response;
  }

  private static Prompt prompt(ObjectNode request) {
    JsonNode input = RequestBody.required(request, "input");
    StringBuilder all = new StringBuilder(request.path("instructions").asString(""));
    StringBuilder question = new StringBuilder(input.isString() ? input.asString() : "");
    boolean afterTool = false;
    for (JsonNode item : input) {
      String type = item.path("type").asString("message");
      String text = RequestBody.text(item);
      all.append('\n').append(text);
      afterTool = type.equals("function_call_output");
      if (type.equals("message") && item.path("role").asString("").equals("user")) {
        question.setLength(0);
      }
      if (afterTool || item.path("role").asString("").equals("user")) {
        question.append(text).append('\n');
      }
    }
    List<Prompt.Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      tools.add(new Prompt.Tool(tool.path("name").asString(""), tool.path("parameters")));
    }
    String format = request.path("text").path("format").path("type").asString("text");
    return new Prompt(
        question.toString(),
        all.append('\n').append(question).toString(),
        tools,
        OpenAiChat.toolChoice(request.path("tool_choice")),
        afterTool,
        format.startsWith("json"),
        request.path("max_output_tokens").asLong(100_000),
        List.of());
  }

  private static ObjectNode message(String text, String id) {
    ObjectNode item =
        RequestBody.JSON
            .createObjectNode()
            .put("id", "msg_" + id)
            .put("type", "message")
            .put("status", "completed")
            .put("role", "assistant");
    item.putArray("content").add(textPart(text));
    return item;
  }

  static ObjectNode textPart(String text) {
    ObjectNode part = RequestBody.JSON.createObjectNode().put("type", "output_text");
    part.putArray("annotations");
    part.putArray("logprobs");
    return part.put("text", text);
  }

  private static ObjectNode call(ToolCalls.Call call, String id, int index) {
    return RequestBody.JSON
        .createObjectNode()
        .put("id", "fc_" + id + "_" + index)
        .put("type", "function_call")
        .put("status", "completed")
        .put("arguments", call.arguments().toString())
        .put("call_id", "call_" + id + "_" + index)
        .put("name", call.name());
  }

  private static ObjectNode response(ObjectNode request, String id, Ending ending) {
    ObjectNode response =
        RequestBody.JSON
            .createObjectNode()
            .put("id", "resp_" + id)
            .put("object", "response")
            .put("created_at", OpenAiApi.CREATED)
            .put("status", "in_progress")
            .put("background", false)
            .putNull("error");
    if (ending.reason() == Ending.Reason.LENGTH) {
      response.putObject("incomplete_details").put("reason", "max_output_tokens");
    } else {
      response.putNull("incomplete_details");
    }
    response.set(
        "instructions",
        request.path("instructions").isMissingNode()
            ? RequestBody.JSON.nullNode()
            : request.path("instructions"));
    response.put("model", request.path("model").asString(""));
    response.putArray("output");
    response.put("parallel_tool_calls", true).putNull("previous_response_id");
    response.putObject("reasoning").putNull("effort").putNull("summary");
    response.put("store", false).put("temperature", 1.0).put("top_p", 1.0);
    response.putObject("text").putObject("format").put("type", "text");
    response.put("tool_choice", "auto");
    response.set(
        "tools",
        request.path("tools").isArray()
            ? request.path("tools")
            : RequestBody.JSON.createArrayNode());
    response.put("truncation", "disabled").putNull("usage").putNull("user");
    response.putObject("metadata");
    return response;
  }

  private static ObjectNode usage(Prompt prompt, String said) {
    int asked = Prompt.tokens(prompt.all());
    int answered = Prompt.tokens(said);
    ObjectNode usage = RequestBody.JSON.createObjectNode().put("input_tokens", asked);
    usage.putObject("input_tokens_details").put("cached_tokens", 0);
    usage.put("output_tokens", answered);
    usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
    return usage.put("total_tokens", asked + answered);
  }
}
