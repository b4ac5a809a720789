package surety.pseudonym;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes event streams as the providers do, and reads them as a client does.
final class Streams {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringBuilder events = new StringBuilder();
  private final String newline;

  Streams(String newline) {
    this.newline = newline;
  }

  Streams event(String name, String json) {
    if (!name.isEmpty()) {
      events.append("event: ").append(name).append(newline);
    }
    events.append("data: ").append(json).append(newline).append(newline);
    return this;
  }

  Streams raw(String text) {
    events.append(text);
    return this;
  }

  byte[] bytes() {
    return events.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    JsonText.escape(text, quoted);
    return quoted.append('"').toString();
  }

  /// A chunk of a chat completion with one delta.
  Streams chat(int choice, String delta, String finish) {
    return event(
        "",
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":"
            + choice
            + ",\"delta\":"
            + delta
            + ",\"logprobs\":null,\"finish_reason\":"
            + finish
            + "}]}");
  }

  Streams block(int index, String type, String field, String text) {
    return event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":%s}}"
            .formatted(index, type, field, quoted(text)));
  }

  Streams response(String type, String delta) {
    return event(
        type,
        "{\"type\":\"%s\",\"item_id\":\"i1\",\"output_index\":0,\"content_index\":0,%s}"
            .formatted(type, delta));
  }

  /// The text of each channel, as a client puts it together; other events under `event N`.
  static Map<String, String> channels(byte[] stream) {
    Map<String, String> channels = new TreeMap<>();
    String[] events = new String(stream, StandardCharsets.UTF_8).split("\r\n\r\n|\n\n|\r\r");
    for (int i = 0; i < events.length; i++) {
      String data = data(events[i]);
      if (!data.startsWith("{")) {
        channels.merge("other", events[i], String::concat);
      } else {
        read(JSON.readTree(data), channels);
      }
    }
    return channels;
  }

  private static String data(String event) {
    StringBuilder data = new StringBuilder();
    for (String line : event.split("\r\n|\r|\n")) {
      if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
    }
    return data.toString();
  }

  private static void read(JsonNode event, Map<String, String> channels) {
    if (event.has("choices")) {
      event.get("choices").forEach(choice -> choice(choice, channels));
    } else if (event.path("type").asString("").endsWith("delta")) {
      String owner = event.path("index").asString("") + event.path("item_id").asString("");
      leaves(event.get("delta"), "block " + owner, channels);
    } else {
      channels.merge("other", event.toString(), String::concat);
    }
  }

  private static void choice(JsonNode choice, Map<String, String> channels) {
    String owner = "choice " + choice.get("index").asInt();
    leaves(choice.get("delta"), owner, channels);
    channels.merge(owner + " finish", choice.get("finish_reason").asString("-"), String::concat);
    // A tail that leaves on its own repeats that nothing is finished yet.
    channels.computeIfPresent(owner + " finish", (_, all) -> all.replaceAll("-|null", ""));
  }

  private static void leaves(JsonNode node, String path, Map<String, String> channels) {
    if (node.isString()) {
      channels.merge(path, node.asString(), String::concat);
    } else if (node.isArray()) {
      node.forEach(
          item -> leaves(without(item), path + "/" + item.path("index").asInt(), channels));
    } else if (node.isObject()) {
      node.properties()
          .forEach(member -> leaves(member.getValue(), path + "/" + member.getKey(), channels));
    }
  }

  private static JsonNode without(JsonNode item) {
    return ((ObjectNode) item.deepCopy()).without("index");
  }
}
