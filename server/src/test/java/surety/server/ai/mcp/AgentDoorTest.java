package surety.server.ai.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/// Who may come in, and in which form.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentDoorTest extends AgentFixture {

  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}";
  private static final String PEOPLE = callMessage("list_people", "{}");

  @Test
  void a_key_for_models_alone_gets_nothing() {
    McpSyncClient agent = client(newKey("models"));
    assertThatThrownBy(agent::initialize).isInstanceOf(RuntimeException.class);
    key = newKey("models");
    HttpResponse<String> answer = post(PEOPLE, Map.of());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("This API key").doesNotContain("role");
    assertThat(entries("AGENT_CALL")).isEmpty();
  }

  @Test
  void a_key_of_another_workspace_reaches_its_own_alone() {
    McpSyncClient first = agent();
    String token = column(answer(first, "list_people", Map.of()), "person").getFirst();
    String mine = base;
    base = newWorkspace("Other ");
    connect();
    key = newKey("figures");
    McpSyncClient other = agent();
    assertThat(error(other, "list_people", Map.of("person", token))).contains("no token");
    assertThat(column(answer(other, "list_people", Map.of()), "person")).doesNotContain(token);
    assertThat(entries("AGENT_CALL")).hasSize(4);
    base = mine;
    assertThat(entries("AGENT_CALL")).hasSize(2);
  }

  @Test
  void a_revoked_key_ends_at_the_next_message_also_of_a_client_that_has_shaken_hands() {
    McpSyncClient agent = agent();
    assertThat(answer(agent, "list_people", Map.of()).path("rows")).isNotEmpty();
    UUID id =
        SERVER
            .superuser()
            .sql("SELECT id FROM identity.api_key WHERE workspace_id = ?")
            .param(1, workspace())
            .query(UUID.class)
            .single();
    owner.post(base + "/settings/keys/" + id + "/revoke");
    assertThatThrownBy(() -> call(agent, "list_people", Map.of()))
        .isInstanceOf(RuntimeException.class);
    HttpResponse<String> answer = post(PEOPLE, Map.of());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"Surety\", error=\"invalid_token\"");
    assertThat(entries("AGENT_CALL")).hasSize(2);
  }

  @Test
  void only_a_bearer_key_opens_and_the_answer_says_so() {
    HttpResponse<String> nothing = post(LIST, Map.of("Authorization", ""));
    assertThat(nothing.statusCode()).isEqualTo(401);
    assertThat(nothing.headers().firstValue("www-authenticate"))
        .contains("Bearer realm=\"Surety\"");
    HttpResponse<String> elsewhere = post(LIST, Map.of("Authorization", "", "x-api-key", key));
    assertThat(elsewhere.statusCode()).isEqualTo(401);
    assertThat(elsewhere.headers().firstValue("www-authenticate")).isPresent();
    HttpResponse<String> anyForm = post(LIST, Map.of("Authorization", "", "Accept", ""));
    assertThat(anyForm.statusCode()).isEqualTo(401);
    assertThat(anyForm.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(post(LIST, Map.of("Authorization", "Basic eDp5")).statusCode()).isEqualTo(401);
    assertThat(post(LIST, Map.of("Authorization", "Bearer surety_x")).statusCode()).isEqualTo(401);
    assertThat(owner.post("/mcp", "name", "x").status()).isEqualTo(401);
    assertThat(post(LIST, Map.of()).statusCode()).isEqualTo(200);
  }

  @Test
  void pages_of_other_sites_and_other_names_of_this_server_are_refused() {
    for (String origin : List.of("https://evil.example", "null", "http://localhost")) {
      assertThat(post(LIST, Map.of("Origin", origin)).statusCode()).as(origin).isEqualTo(403);
    }
    String own = "https://localhost:" + SERVER.port();
    assertThat(post(LIST, Map.of("Origin", own)).statusCode()).isEqualTo(200);
    assertThat(rawStatus("evil.example:" + SERVER.port())).isEqualTo(421);
    assertThat(rawStatus("localhost:" + SERVER.port())).isEqualTo(200);
  }

  private int rawStatus(String host) {
    return RawRequest.status(SERVER.port(), host, key, LIST);
  }

  @Test
  void there_is_no_session_that_another_key_could_take_over() {
    HttpResponse<String> first =
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
                + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"x\",\"version\":\"1\"}}}",
            Map.of());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("mcp-session-id")).isEmpty();
    assertThat(first.headers().allValues("set-cookie")).isEmpty();
    HttpResponse<String> answer = post(PEOPLE, Map.of("Mcp-Session-Id", "of-somebody-else"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Person_");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void there_is_no_stream_to_listen_to_and_nothing_to_delete() {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + key, "Accept", "text/event-stream");
    for (String method : List.of("GET", "DELETE", "PUT", "PATCH")) {
      HttpResponse<String> answer = program.send(method, "/mcp", headers, "");
      assertThat(answer.statusCode()).as(method).isEqualTo(405);
      assertThat(answer.headers().firstValue("allow")).contains("POST");
    }
  }

  @Test
  void a_message_in_another_form_is_refused_without_its_content() {
    assertThat(post(LIST, Map.of("Content-Type", "text/plain")).statusCode()).isEqualTo(415);
    assertThat(post(LIST, Map.of("Accept", "text/html")).statusCode()).isEqualTo(415);
    assertThat(post(LIST, Map.of("MCP-Protocol-Version", "1999-01-01")).statusCode())
        .isEqualTo(400);
    assertThat(post(LIST, Map.of("MCP-Protocol-Version", "2025-06-18")).statusCode())
        .isEqualTo(200);
    assertThat(post(" ".repeat(300_000), Map.of()).statusCode()).isEqualTo(413);
    for (String body : List.of("Zyxwala", "[]", "{\"Zyxwala\":1}", "{\"jsonrpc\":\"2.0\"}")) {
      HttpResponse<String> answer = post(body, Map.of());
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\"").doesNotContain("Zyxwala");
    }
  }

  @Test
  void what_only_writing_servers_have_is_not_there() {
    for (String method : List.of("resources/list", "prompts/list", "logging/setLevel", "x/Zyx")) {
      String body = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"" + method + "\"}";
      HttpResponse<String> answer = post(body, Map.of());
      assertThat(answer.body()).as(method).contains("-32601", "\"id\":\"a\"");
      assertThat(answer.body()).doesNotContain("Zyx");
    }
  }

  @Test
  void the_id_of_a_message_comes_back_as_it_is_even_if_it_is_a_name() {
    String name = FIRM.clients().getFirst().name();
    HttpResponse<String> answer =
        post(PEOPLE.replace("\"id\":1", "\"id\":\"" + name + "\""), Map.of());
    assertThat(answer.body()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"" + name + "\",\"result\"");
  }

  @Test
  void requests_of_a_minute_are_limited_as_at_the_gateway() {
    McpSyncClient agent = agent();
    answer(agent, "list_people", Map.of());
    SERVER
        .superuser()
        .sql("UPDATE ai.gateway SET key_requests_minute = 6 WHERE workspace_id = ?")
        .param(1, workspace())
        .update();
    key = newKey("figures");
    McpSyncClient limited = agent();
    answer(limited, "list_people", Map.of());
    assertThat(error(limited, "list_people", Map.of()))
        .contains("no more requests in a minute", "seconds");
  }
}
