package surety.sandbox.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/chat/completions`.
final class OpenAiChat {
  private static final int MOST_CHOICES = 8;
  private final AtomicLong answers = new AtomicLong();

  /// What one choice says.
  private record Choice(Ending ending, List<ToolCalls.Call> calls) {
    String finishReason() {
      if (!calls.isEmpty()) {
        return "tool_calls";
      }
      return ending.reason() == Ending.Reason.LENGTH ? "length" : "stop";
    }
  }

  void answer(ObjectNode request, ModelAnswer out) throws IOException {
    String model = RequestBody.model(request);
    Prompt prompt = prompt(request);
    List<Choice> choices = choices(request, prompt);
    String id = "chatcmpl-standin" + answers.incrementAndGet();
    ObjectNode head =
        RequestBody.JSON
            .createObjectNode()
            .put("id", id)
            .put("created", OpenAiApi.CREATED)
            .put("model", model)
            .put("service_tier", "default")
            .put("system_fingerprint", "fp_standin");
    if (request.path("stream").asBoolean(false)) {
      boolean usage = request.path("stream_options").path("include_usage").asBoolean(false);
      new OpenAiChatStream(head, usage ? usage(prompt, choices) : null, out).send(stream(choices));
    } else {
      out.send(whole(head, prompt, choices));
    }
  }

  private static List<OpenAiChatStream.Said> stream(List<Choice> choices) {
    List<OpenAiChatStream.Said> said = new ArrayList<>();
    for (Choice choice : choices) {
      String text = choice.calls().isEmpty() ? choice.ending().text() : "";
      said.add(new OpenAiChatStream.Said(text, choice.calls(), choice.finishReason()));
    }
    return said;
  }

  private static List<Choice> choices(ObjectNode request, Prompt prompt) {
    int count = request.path("n").asInt(1);
    if (count < 1 || count > MOST_CHOICES) {
      throw ApiError.bad("n", "n must be between 1 and " + MOST_CHOICES);
    }
    Reasoner reasoner = new Reasoner(prompt);
    List<ToolCalls.Call> calls = ToolCalls.of(prompt, reasoner.tokens());
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String which = count > 1 && !prompt.json() ? "Choice " + (i + 1) + ". " : "";
      choices.add(new Choice(Ending.of(which + reasoner.answer(), prompt), calls));
    }
    return choices;
  }

  private static Prompt prompt(ObjectNode request) {
    JsonNode messages = RequestBody.required(request, "messages");
    StringBuilder question = new StringBuilder();
    StringBuilder all = new StringBuilder();
    boolean afterTool = false;
    for (JsonNode message : messages) {
      String role = message.path("role").asString("");
      String text = RequestBody.text(message.path("content"));
      if (role.isEmpty()) {
        throw ApiError.bad("messages", "Missing required parameter: 'messages[].role'.");
      }
      if (role.equals("user")) {
        question.setLength(0);
      }
      if (role.equals("user") || role.equals("tool")) {
        question.append(text).append('\n');
      }
      afterTool = role.equals("tool");
      all.append(text).append('\n');
    }
    return new Prompt(
        question.toString(),
        all.toString(),
        tools(request),
        toolChoice(request.path("tool_choice")),
        afterTool,
        request.path("response_format").path("type").asString("text").startsWith("json"),
        request.path("max_completion_tokens").asLong(request.path("max_tokens").asLong(100_000)),
        RequestBody.stops(request.path("stop")));
  }

  private static List<Prompt.Tool> tools(ObjectNode request) {
    List<Prompt.Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      JsonNode function = tool.path("function");
      tools.add(new Prompt.Tool(function.path("name").asString(""), function.path("parameters")));
    }
    return tools;
  }

  static String toolChoice(JsonNode choice) {
    if (choice.isObject()) {
      return choice.path("function").path("name").asString(choice.path("name").asString("auto"));
    }
    return choice.asString("auto");
  }

  private static ObjectNode whole(ObjectNode head, Prompt prompt, List<Choice> choices) {
    ObjectNode answer = head.deepCopy().put("object", "chat.completion");
    var list = answer.putArray("choices");
    for (Choice choice : choices) {
      ObjectNode one = list.addObject().put("index", list.size() - 1);
      ObjectNode message = one.putObject("message").put("role", "assistant");
      boolean calls = !choice.calls().isEmpty();
      message.put("content", calls ? null : choice.ending().text());
      message.putNull("refusal").putArray("annotations");
      if (calls) {
        calls(choice.calls(), message);
      }
      one.putNull("logprobs").put("finish_reason", choice.finishReason());
    }
    answer.set("usage", usage(prompt, choices));
    return answer;
  }

  private static void calls(List<ToolCalls.Call> calls, ObjectNode message) {
    var list = message.putArray("tool_calls");
    for (ToolCalls.Call call : calls) {
      ObjectNode one = list.addObject();
      one.put("id", "call_standin" + list.size()).put("type", "function");
      one.putObject("function")
          .put("name", call.name())
          .put("arguments", call.arguments().toString());
    }
  }

  private static ObjectNode usage(Prompt prompt, List<Choice> choices) {
    int asked = Prompt.tokens(prompt.all());
    int said = choices.stream().mapToInt(choice -> Prompt.tokens(choice.ending().text())).sum();
    ObjectNode usage =
        RequestBody.JSON
            .createObjectNode()
            .put("prompt_tokens", asked)
            .put("completion_tokens", said)
            .put("total_tokens", asked + said);
    usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
    usage
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", 0)
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return usage;
  }
}
