package surety.server.ai.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import surety.sandbox.Firm;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.Vendor;
import surety.server.ai.ProgramFixture;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One server with the protocol's own client, and a new workspace with a connected firm for each
/// test.
abstract class AgentFixture extends ProgramFixture {

  static final JsonMapper JSON = new JsonMapper();
  static final SandboxServer VENDORS = vendors();
  static final Firm FIRM = VENDORS.firm().seenBy(Vendor.PRODUCTIVE);
  static final TestServer SERVER =
      TestServer.startWith(
          Map.of("surety.sandbox.url", "http://127.0.0.1:" + VENDORS.port()), ReplacingFault.class);

  private final List<McpSyncClient> clients = new ArrayList<>();

  AgentFixture() {
    super(SERVER);
  }

  private static SandboxServer vendors() {
    try {
      return SandboxServer.start(SandboxOptions.of(Firm.generate(7, TODAY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every name that the firm's systems hold, and that no agent may read.
  static Set<String> realNames() {
    Set<String> names = new TreeSet<>();
    FIRM.clients().forEach(client -> names.add(client.name()));
    FIRM.deals().forEach(deal -> names.add(deal.name()));
    FIRM.projects().stream()
        .filter(project -> project.clientId() != null)
        .forEach(project -> names.add(project.name()));
    FIRM.people().stream()
        .filter(person -> !person.placeholder())
        .forEach(
            person -> {
              names.add(person.name());
              names.add(person.lastName());
              names.add(person.email());
            });
    assertThat(names).hasSizeGreaterThan(50);
    return names;
  }

  @BeforeEach
  void createWorkspace() {
    ReplacingFault.off();
    VENDORS.clearFaults();
    VENDORS.clearRequests();
    begin();
    key = newKey("figures");
  }

  @AfterEach
  void closeClients() {
    clients.forEach(McpSyncClient::close);
  }

  /// The protocol's own client with a key, before its first message.
  McpSyncClient client(String shown) {
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder("https://localhost:" + SERVER.port())
                    .endpoint("/mcp")
                    .customizeClient(it -> it.sslContext(TestBrowser.trustingAll()))
                    .httpRequestCustomizer(
                        (request, method, endpoint, body, context) ->
                            request.header("Authorization", "Bearer " + shown))
                    .build())
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    clients.add(client);
    return client;
  }

  /// A client that has shaken hands.
  McpSyncClient agent() {
    McpSyncClient client = client(key);
    client.initialize();
    return client;
  }

  static McpSchema.CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  static String text(McpSchema.CallToolResult result) {
    assertThat(result.content()).hasSize(1);
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  /// What a tool answered.
  static JsonNode answer(McpSyncClient client, String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result = call(client, tool, arguments);
    assertThat(result.isError()).as(text(result)).isNotEqualTo(true);
    return JSON.readTree(text(result));
  }

  static String error(McpSyncClient client, String tool, Map<String, Object> arguments) {
    McpSchema.CallToolResult result = call(client, tool, arguments);
    assertThat(result.isError()).as(text(result)).isTrue();
    return text(result);
  }

  /// One column of an answer.
  static List<String> column(JsonNode answer, String name) {
    List<String> columns = new ArrayList<>();
    answer.path("columns").forEach(column -> columns.add(column.asString()));
    int at = columns.indexOf(name);
    assertThat(at).as("%s in %s", name, columns).isNotNegative();
    List<String> values = new ArrayList<>();
    answer.path("rows").forEach(row -> values.add(row.path(at).asString("")));
    return values;
  }

  /// Every row of a tool, page by page.
  static List<JsonNode> pages(McpSyncClient client, String tool, Map<String, Object> arguments) {
    List<JsonNode> pages = new ArrayList<>();
    Map<String, Object> asked = new HashMap<>(arguments);
    do {
      JsonNode page = answer(client, tool, asked);
      pages.add(page);
      asked.put("cursor", page.path("next_cursor").asString(""));
    } while (pages.getLast().has("next_cursor"));
    return pages;
  }

  /// A message as raw bytes go over the wire, without a client.
  HttpResponse<String> post(String body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
    headers.put("Authorization", "Bearer " + key);
    headers.putAll(more);
    headers.values().removeIf(String::isEmpty);
    return program.send("POST", "/mcp", headers, body);
  }

  static String callMessage(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\",\"arguments\":"
        + arguments
        + "}}";
  }

  List<String> entries(String action) {
    return SERVER
        .superuser()
        .sql(
            """
            SELECT accessor || ' ' || outcome || ' ' || data_kind || ' ' || coalesce(detail::text, '')
              FROM audit.access WHERE workspace_id = ? AND action = ? ORDER BY at, id
            """)
        .params(workspace(), action)
        .query(String.class)
        .list();
  }
}
