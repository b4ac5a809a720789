package surety.clients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `com.anthropic:anthropic-java`.
final class AnthropicJava implements Sdk {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Tool TOOL =
      Tool.builder()
          .name("client_revenue")
          .inputSchema(
              Tool.InputSchema.builder()
                  .properties(
                      Tool.InputSchema.Properties.builder()
                          .putAdditionalProperty("client", JsonValue.from(Map.of("type", "string")))
                          .build())
                  .build())
          .build();

  private final Trust trust;

  AnthropicJava(Trust trust) {
    this.trust = trust;
  }

  @Override
  public JsonNode run(Ask ask) {
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(ask.baseUrl())
            .apiKey(ask.key())
            .maxRetries(ask.retries())
            .sslSocketFactory(trust.socketFactory())
            .trustManager(trust.manager())
            .build();
    try {
      return switch (ask.scenario()) {
        case "complete" -> complete(client, params(ask));
        case "refused" -> complete(client, params(ask).container("container_1"));
        case "stream" -> stream(client, ask);
        case "tools" -> tools(client, ask);
        case "streamTools" -> streamTools(client, ask);
        case "thinking" -> thinking(client, ask);
        case "count" -> count(client, ask);
        case "cancel" -> cancel(client, ask);
        case "models" -> models(client);
        default -> throw new IllegalArgumentException(ask.scenario());
      };
    } catch (AnthropicServiceException e) {
      return JSON.createObjectNode()
          .put("error", e.getClass().getSimpleName())
          .put("status", e.statusCode())
          .put("message", e.getMessage());
    } finally {
      client.close();
    }
  }

  private static MessageCreateParams.Builder params(Ask ask) {
    return MessageCreateParams.builder()
        .model(ask.model())
        .maxTokens(2000)
        .addUserMessage(ask.text());
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder();
    message.content().stream()
        .flatMap(block -> block.text().stream())
        .forEach(block -> text.append(block.text()));
    return text.toString();
  }

  private static ObjectNode complete(AnthropicClient client, MessageCreateParams.Builder params) {
    Message message = client.messages().create(params.build());
    return JSON.createObjectNode()
        .put("text", text(message))
        .put("finish", message.stopReason().orElseThrow().asString());
  }

  private static ObjectNode stream(AnthropicClient client, Ask ask) {
    ObjectNode said = JSON.createObjectNode();
    StringBuilder text = new StringBuilder();
    int[] deltas = {0};
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params(ask).build())) {
      stream.stream()
          .forEach(
              event -> {
                event
                    .contentBlockDelta()
                    .flatMap(delta -> delta.delta().text())
                    .ifPresent(
                        delta -> {
                          text.append(delta.text());
                          deltas[0]++;
                        });
                event
                    .messageDelta()
                    .ifPresent(
                        end -> {
                          said.put("tokens", end.usage().outputTokens());
                          end.delta()
                              .stopReason()
                              .ifPresent(why -> said.put("finish", why.asString()));
                        });
              });
    }
    return said.put("text", text.toString()).put("deltas", deltas[0]);
  }

  private static ObjectNode tools(AnthropicClient client, Ask ask) {
    MessageCreateParams.Builder params = params(ask).addTool(TOOL);
    Message first = client.messages().create(params.build());
    ObjectNode answer = JSON.createObjectNode();
    var calls = answer.putArray("calls");
    List<ContentBlockParam> results = new ArrayList<>();
    for (ToolUseBlock use :
        first.content().stream().flatMap(block -> block.toolUse().stream()).toList()) {
      Map<?, ?> input = use._input().convert(Map.class);
      calls.addObject().put("name", use.name()).put("arguments", JSON.writeValueAsString(input));
      results.add(
          ContentBlockParam.ofToolResult(
              ToolResultBlockParam.builder().toolUseId(use.id()).content(ask.result()).build()));
    }
    params.addMessage(first).addUserMessageOfContentBlockParams(results);
    return answer.put("text", text(client.messages().create(params.build())));
  }

  private static ObjectNode streamTools(AnthropicClient client, Ask ask) {
    ObjectNode answer = JSON.createObjectNode();
    var calls = answer.putArray("calls");
    List<StringBuilder> arguments = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params(ask).addTool(TOOL).build())) {
      stream.stream()
          .forEach(
              event -> {
                event
                    .contentBlockStart()
                    .flatMap(start -> start.contentBlock().toolUse())
                    .ifPresent(
                        use -> {
                          names.add(use.name());
                          arguments.add(new StringBuilder());
                        });
                event
                    .contentBlockDelta()
                    .flatMap(delta -> delta.delta().inputJson())
                    .ifPresent(json -> arguments.getLast().append(json.partialJson()));
              });
    }
    for (int i = 0; i < names.size(); i++) {
      calls.addObject().put("name", names.get(i)).put("arguments", arguments.get(i).toString());
    }
    return answer;
  }

  private static ObjectNode thinking(AnthropicClient client, Ask ask) {
    MessageCreateParams.Builder params = params(ask).enabledThinking(1024);
    Message first = client.messages().create(params.build());
    params.addMessage(first).addUserMessage(ask.text());
    Message second = client.messages().create(params.build());
    return JSON.createObjectNode()
        .put("thinking", first.content().getFirst().thinking().orElseThrow().thinking())
        .put("text", text(first))
        .put("again", text(second));
  }

  private static ObjectNode count(AnthropicClient client, Ask ask) {
    var params =
        MessageCountTokensParams.builder().model(ask.model()).addUserMessage(ask.text()).build();
    return JSON.createObjectNode()
        .put("tokens", client.messages().countTokens(params).inputTokens());
  }

  private static ObjectNode cancel(AnthropicClient client, Ask ask) {
    try (StreamResponse<RawMessageStreamEvent> stream =
        client.messages().createStreaming(params(ask).build())) {
      Iterator<RawMessageStreamEvent> events = stream.stream().iterator();
      while (events.next().contentBlockDelta().isEmpty()) {
        // Until the first text.
      }
    }
    return JSON.createObjectNode().put("cancelled", true);
  }

  private static ObjectNode models(AnthropicClient client) {
    ObjectNode answer = JSON.createObjectNode();
    var ids = answer.putArray("ids");
    client.models().list().data().forEach(model -> ids.add(model.id()));
    return answer;
  }
}
