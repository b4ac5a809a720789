package surety.server.posture.probes;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser;
import surety.server.posture.probe.TargetBrowser.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent that speaks the Model Context Protocol to the server, with a key or without.
///
/// @param client sends the messages
/// @param headers with the key, and whatever else goes with each message
record CanaryAgent(ProbeRun run, TargetBrowser client, Map<String, String> headers) {

  private static final String PATH = "/mcp";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// One that shows its key as the protocol has it.
  static CanaryAgent with(ProbeRun run, TargetBrowser client, String key) {
    return new CanaryAgent(run, client, Map.of("Authorization", "Bearer " + key));
  }

  /// A tool as the server describes it.
  record Tool(String name, boolean onlyReads, boolean hasDays, boolean ofTable) {}

  /// The tools that the server offers.
  List<Tool> tools() {
    Page page = send("", "tools/list", Map.of());
    run.echo(page.body());
    JsonNode tools = read(page.text()).path("result").path("tools");
    return tools.valueStream().map(CanaryAgent::tool).toList();
  }

  private static Tool tool(JsonNode described) {
    JsonNode takes = described.path("inputSchema").path("properties");
    return new Tool(
        described.path("name").asString(),
        described.path("annotations").path("readOnlyHint").asBoolean(false),
        takes.has("from"),
        takes.has("table"));
  }

  /// Calls a tool for what is planted at the vendor.
  Page call(Tool tool) {
    return call("", tool);
  }

  /// @param query behind the path
  Page call(String query, Tool tool) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (tool.hasDays()) {
      arguments.put("from", today.minusDays(10).toString());
      arguments.put("to", today.toString());
    }
    if (tool.ofTable()) {
      arguments.put("table", "revenue");
    }
    return send(query, "tools/call", Map.of("name", tool.name(), "arguments", arguments));
  }

  /// Sends a message, whose id is the nonce.
  Page send(String query, String method, Map<String, Object> parameters) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", run.nonce());
    message.put("method", method);
    message.put("params", parameters);
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    all.put("Accept", "application/json, text/event-stream");
    byte[] body = JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    return client.send("POST", PATH + query, all, body);
  }

  /// Whether a message was answered with what was asked, and not with an error.
  static boolean isAnswer(Page page) {
    if (page.status() != 200) {
      return false;
    }
    JsonNode result = read(page.text()).path("result");
    return result.isObject() && !result.path("isError").asBoolean(false);
  }

  private static JsonNode read(String json) {
    return JSON.readTree(json);
  }
}
