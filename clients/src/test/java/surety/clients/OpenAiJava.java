package surety.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `com.openai:openai-java`.
final class OpenAiJava implements Sdk {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ChatCompletionFunctionTool TOOL =
      ChatCompletionFunctionTool.builder()
          .function(
              FunctionDefinition.builder()
                  .name("client_revenue")
                  .parameters(
                      FunctionParameters.builder()
                          .putAdditionalProperty("type", JsonValue.from("object"))
                          .putAdditionalProperty(
                              "properties",
                              JsonValue.from(Map.of("client", Map.of("type", "string"))))
                          .build())
                  .build())
          .build();

  private final Trust trust;

  OpenAiJava(Trust trust) {
    this.trust = trust;
  }

  @Override
  public JsonNode run(Ask ask) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(ask.baseUrl())
            .apiKey(ask.key())
            .maxRetries(ask.retries())
            .sslSocketFactory(trust.socketFactory())
            .trustManager(trust.manager())
            .build();
    try {
      return switch (ask.scenario()) {
        case "complete" -> complete(client, params(ask));
        case "refused" -> complete(client, params(ask).store(true));
        case "stream" -> stream(client, ask);
        case "choices" -> choices(client, ask);
        case "tools" -> tools(client, ask);
        case "streamTools" -> streamTools(client, ask);
        case "cancel" -> cancel(client, ask);
        case "responses" -> responses(client, ask);
        case "streamResponses" -> streamResponses(client, ask);
        case "embed" -> embed(client, ask);
        case "models" -> models(client);
        default -> throw new IllegalArgumentException(ask.scenario());
      };
    } catch (OpenAIServiceException e) {
      return JSON.createObjectNode()
          .put("error", e.getClass().getSimpleName())
          .put("status", e.statusCode())
          .put("code", e.code().orElse(""))
          .put("message", e.getMessage());
    } finally {
      client.close();
    }
  }

  private static ChatCompletionCreateParams.Builder params(Ask ask) {
    return ChatCompletionCreateParams.builder().model(ask.model()).addUserMessage(ask.text());
  }

  private static ObjectNode complete(
      OpenAIClient client, ChatCompletionCreateParams.Builder params) {
    var choice = client.chat().completions().create(params.build()).choices().getFirst();
    return JSON.createObjectNode()
        .put("text", choice.message().content().orElse(""))
        .put("finish", choice.finishReason().asString());
  }

  private static ObjectNode stream(OpenAIClient client, Ask ask) {
    ObjectNode said = JSON.createObjectNode();
    StringBuilder text = new StringBuilder();
    int[] deltas = {0};
    var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params(ask).streamOptions(options).build())) {
      stream.stream()
          .forEach(
              chunk -> {
                chunk.usage().ifPresent(usage -> said.put("tokens", usage.totalTokens()));
                for (var choice : chunk.choices()) {
                  choice.finishReason().ifPresent(why -> said.put("finish", why.asString()));
                  String delta = choice.delta().content().orElse("");
                  deltas[0] += delta.isEmpty() ? 0 : 1;
                  text.append(delta);
                }
              });
    }
    return said.put("text", text.toString()).put("deltas", deltas[0]);
  }

  private static ObjectNode choices(OpenAIClient client, Ask ask) {
    List<StringBuilder> texts = List.of(new StringBuilder(), new StringBuilder());
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params(ask).n(2).build())) {
      stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(
              choice ->
                  texts.get((int) choice.index()).append(choice.delta().content().orElse("")));
    }
    ObjectNode answer = JSON.createObjectNode();
    var list = answer.putArray("texts");
    texts.forEach(text -> list.add(text.toString()));
    return answer;
  }

  private static ObjectNode tools(OpenAIClient client, Ask ask) {
    ChatCompletionCreateParams.Builder params = params(ask).addTool(TOOL);
    ChatCompletionMessage first =
        client.chat().completions().create(params.build()).choices().getFirst().message();
    params.addMessage(first);
    ObjectNode answer = JSON.createObjectNode();
    var calls = answer.putArray("calls");
    for (var call : first.toolCalls().orElse(List.of())) {
      ChatCompletionMessageFunctionToolCall function = call.asFunction();
      calls
          .addObject()
          .put("name", function.function().name())
          .put("arguments", function.function().arguments());
      params.addMessage(
          ChatCompletionToolMessageParam.builder()
              .toolCallId(function.id())
              .content(ask.result())
              .build());
    }
    var second = client.chat().completions().create(params.build()).choices().getFirst();
    return answer.put("text", second.message().content().orElse(""));
  }

  private static ObjectNode streamTools(OpenAIClient client, Ask ask) {
    Map<Long, String> names = new TreeMap<>();
    Map<Long, StringBuilder> arguments = new TreeMap<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params(ask).addTool(TOOL).build())) {
      stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().toolCalls().orElse(List.of()).stream())
          .forEach(
              call -> {
                var function = call.function().orElseThrow();
                function.name().ifPresent(name -> names.put(call.index(), name));
                arguments
                    .computeIfAbsent(call.index(), _ -> new StringBuilder())
                    .append(function.arguments().orElse(""));
              });
    }
    ObjectNode answer = JSON.createObjectNode();
    var calls = answer.putArray("calls");
    names.forEach(
        (index, name) ->
            calls
                .addObject()
                .put("name", name)
                .put("arguments", String.valueOf(arguments.get(index))));
    return answer;
  }

  private static ObjectNode cancel(OpenAIClient client, Ask ask) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params(ask).build())) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      chunks.next();
      chunks.next();
    }
    return JSON.createObjectNode().put("cancelled", true);
  }

  private static ObjectNode responses(OpenAIClient client, Ask ask) {
    Response response = client.responses().create(response(ask));
    return JSON.createObjectNode()
        .put("text", text(response))
        .put("status", response.status().orElseThrow().asString());
  }

  private static ResponseCreateParams response(Ask ask) {
    return ResponseCreateParams.builder().model(ask.model()).input(ask.text()).build();
  }

  private static String text(Response response) {
    StringBuilder text = new StringBuilder();
    response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .forEach(part -> text.append(part.text()));
    return text.toString();
  }

  private static ObjectNode streamResponses(OpenAIClient client, Ask ask) {
    ObjectNode said = JSON.createObjectNode();
    StringBuilder text = new StringBuilder();
    int[] deltas = {0};
    try (StreamResponse<ResponseStreamEvent> stream =
        client.responses().createStreaming(response(ask))) {
      stream.stream()
          .forEach(
              event -> {
                event.completed().ifPresent(whole -> said.put("whole", text(whole.response())));
                event
                    .outputTextDelta()
                    .ifPresent(
                        delta -> {
                          text.append(delta.delta());
                          deltas[0]++;
                        });
              });
    }
    return said.put("text", text.toString()).put("deltas", deltas[0]);
  }

  private static ObjectNode embed(OpenAIClient client, Ask ask) {
    var params =
        EmbeddingCreateParams.builder()
            .model("standin-embedding")
            .inputOfArrayOfStrings(List.of(ask.text(), ask.text()))
            .build();
    var data = client.embeddings().create(params).data();
    return JSON.createObjectNode()
        .put("numbers", data.get(0).embedding().size())
        .put("same", data.get(0).embedding().equals(data.get(1).embedding()));
  }

  private static ObjectNode models(OpenAIClient client) {
    ObjectNode answer = JSON.createObjectNode();
    var ids = answer.putArray("ids");
    client.models().list().data().forEach(model -> ids.add(model.id()));
    return answer;
  }
}
