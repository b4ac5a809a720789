package surety.server.posture.probes;

import java.util.Set;
import surety.server.posture.probe.TargetBrowser.Page;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model says in an answer, as a program reads it: whole, or put together from the pieces of
/// a stream.
final class Said {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> TEXTS = Set.of("content", "text", "delta");

  private Said() {}

  static String in(Page answer) {
    StringBuilder said = new StringBuilder();
    for (String line : answer.text().split("\n")) {
      String json = line.replaceFirst("^data:", "").strip();
      if (json.startsWith("{")) {
        add(json, said);
      }
    }
    return said.toString();
  }

  private static void add(String json, StringBuilder said) {
    try {
      add(JSON.readTree(json), said);
    } catch (JacksonException e) {
      said.append("(no JSON)");
    }
  }

  private static void add(JsonNode node, StringBuilder said) {
    node.propertyStream()
        .filter(member -> TEXTS.contains(member.getKey()) && member.getValue().isString())
        .forEach(member -> said.append(member.getValue().stringValue()));
    node.valueStream().forEach(value -> add(value, said));
  }
}
