package surety.sandbox.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /v1/messages`. A thinking block that comes back must have the signature that belongs to
/// its text, as at the real provider.
final class AnthropicMessages {
  private final AtomicLong answers = new AtomicLong();

  void answer(ObjectNode request, ModelAnswer out) throws IOException {
    String model = RequestBody.model(request);
    RequestBody.required(request, "max_tokens");
    checkSignatures(request);
    Prompt prompt = prompt(request);
    Reasoner reasoner = new Reasoner(prompt);
    List<ToolCalls.Call> calls = ToolCalls.of(prompt, reasoner.tokens());
    Ending ending = Ending.of(reasoner.answer(), prompt);
    String id = "standin" + answers.incrementAndGet();
    List<ObjectNode> blocks = blocks(request, reasoner, calls, ending, id);
    ObjectNode message = message(model, id, Prompt.tokens(prompt.all()));
    ObjectNode end = end(calls, ending);
    int said = Prompt.tokens(blocks.toString());
    if (request.path("stream").asBoolean(false)) {
      new AnthropicStream(message, end, said, out).send(blocks);
      return;
    }
    var content = message.putArray("content");
    blocks.forEach(content::add);
    message.setAll(end);
    ((ObjectNode) message.path("usage")).put("output_tokens", said);
    out.send(message);
  }

  ObjectNode count(ObjectNode request) {
    RequestBody.model(request);
    return RequestBody.JSON
        .createObjectNode()
        .put("input_tokens", Prompt.tokens(prompt(request).all()));
  }

  private static List<ObjectNode> blocks(
      ObjectNode request, Reasoner reasoner, List<ToolCalls.Call> calls, Ending ending, String id) {
    List<ObjectNode> blocks = new ArrayList<>();
    String thinking = request.path("thinking").path("type").asString("disabled");
    if (thinking.equals("enabled") || thinking.equals("adaptive")) {
      String thought = reasoner.thinking();
      blocks.add(block("thinking").put("thinking", thought).put("signature", signature(thought)));
    }
    if (calls.isEmpty()) {
      blocks.add(block("text").put("text", ending.text()).putNull("citations"));
    }
    for (ToolCalls.Call call : calls) {
      ObjectNode use = block("tool_use").put("id", "toolu_" + id + "_" + blocks.size());
      use.put("name", call.name()).set("input", call.arguments());
      use.putObject("caller").put("type", "direct");
      blocks.add(use);
    }
    return blocks;
  }

  private static ObjectNode block(String type) {
    return RequestBody.JSON.createObjectNode().put("type", type);
  }

  private static ObjectNode message(String model, String id, int asked) {
    ObjectNode message =
        RequestBody.JSON
            .createObjectNode()
            .put("id", "msg_" + id)
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
    message
        .putObject("usage")
        .put("input_tokens", asked)
        .put("cache_creation_input_tokens", 0)
        .put("cache_read_input_tokens", 0)
        .put("output_tokens", 1)
        .put("service_tier", "standard");
    return message;
  }

  private static ObjectNode end(List<ToolCalls.Call> calls, Ending ending) {
    ObjectNode end = RequestBody.JSON.createObjectNode();
    if (!calls.isEmpty()) {
      return end.put("stop_reason", "tool_use").putNull("stop_sequence");
    }
    return switch (ending.reason()) {
      case NATURAL -> end.put("stop_reason", "end_turn").putNull("stop_sequence");
      case LENGTH -> end.put("stop_reason", "max_tokens").putNull("stop_sequence");
      case STOP -> end.put("stop_reason", "stop_sequence").put("stop_sequence", ending.stop());
    };
  }

  private static Prompt prompt(ObjectNode request) {
    JsonNode messages = RequestBody.required(request, "messages");
    StringBuilder all = new StringBuilder(RequestBody.text(request.path("system")));
    StringBuilder question = new StringBuilder();
    boolean afterTool = false;
    for (JsonNode message : messages) {
      String role = message.path("role").asString("");
      if (!role.equals("user") && !role.equals("assistant")) {
        throw ApiError.bad("messages", "messages: a role is user or assistant");
      }
      String text = RequestBody.text(message.path("content"));
      all.append('\n').append(text);
      afterTool = false;
      for (JsonNode part : message.path("content")) {
        afterTool |= part.path("type").asString("").equals("tool_result");
      }
      if (role.equals("user")) {
        question.setLength(afterTool ? question.length() : 0);
        question.append(text).append('\n');
      }
    }
    JsonNode choice = request.path("tool_choice");
    String type = choice.path("type").asString("auto").replace("any", "required");
    return new Prompt(
        question.toString(),
        all.toString(),
        tools(request),
        type.equals("tool") ? choice.path("name").asString("") : type,
        afterTool,
        false,
        request.path("max_tokens").asLong(100_000),
        RequestBody.stops(request.path("stop_sequences")));
  }

  private static List<Prompt.Tool> tools(ObjectNode request) {
    List<Prompt.Tool> tools = new ArrayList<>();
    for (JsonNode tool : request.path("tools")) {
      tools.add(new Prompt.Tool(tool.path("name").asString(""), tool.path("input_schema")));
    }
    return tools;
  }

  private static void checkSignatures(ObjectNode request) {
    for (JsonNode message : request.path("messages")) {
      for (JsonNode part : message.path("content")) {
        boolean thinking = part.path("type").asString("").equals("thinking");
        String signature = part.path("signature").asString("");
        if (thinking && !signature.equals(signature(part.path("thinking").asString("")))) {
          throw ApiError.bad("", "messages: Invalid `signature` in `thinking` block");
        }
      }
    }
  }

  static String signature(String thought) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("standin".getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(digest.digest(thought.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
