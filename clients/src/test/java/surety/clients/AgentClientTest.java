package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import surety.sandbox.Firm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The endpoint for agents, with the protocol's official client from npm. The one from Maven is
/// tried in the server's own tests.
@Tag("npm")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentClientTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final GatewayPlace PLACE = GatewayPlace.SHARED;

  private final List<NodeSdk> started = new ArrayList<>();
  private String key = "";

  @BeforeAll
  void start() throws Exception {
    PLACE.start();
    key = PLACE.keyForFigures();
    started.add(new NodeSdk("mcp.mjs", PLACE.trust()));
  }

  @AfterAll
  void stop() throws Exception {
    for (NodeSdk client : started) {
      client.close();
    }
  }

  private JsonNode run(String scenario, String text, String shown) {
    return started.getFirst().run(new Sdk.Ask(scenario, PLACE.agentUrl(), shown, "", 0, text, ""));
  }

  private JsonNode call(String tool, String arguments) {
    return run("call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}", key);
  }

  private JsonNode answer(String tool, String arguments) {
    JsonNode result = call(tool, arguments);
    assertThat(result.path("failed").asBoolean(true)).as(result.toString()).isFalse();
    return JSON.readTree(result.path("text").asString());
  }

  @Test
  void it_finds_the_tools_and_reads_with_each() {
    JsonNode tools = run("tools", "", key);
    assertThat(tools.path("server").asString()).isEqualTo("surety");
    assertThat(tools.path("readOnly").asBoolean()).isTrue();
    assertThat(tools.path("names")).hasSize(8);
    assertThat(answer("get_figures", "{}").path("figures")).isNotEmpty();
    assertThat(answer("get_figure_table", "{\"table\":\"rates-by-project\"}").path("rows"))
        .isNotEmpty();
    Firm firm = PLACE.sandbox().firm();
    for (JsonNode name : tools.path("names")) {
      if (name.asString().startsWith("list_")) {
        JsonNode page = answer(name.asString(), "{\"limit\":200}");
        assertThat(page.path("rows")).as(name.asString()).isNotEmpty();
        firm.clients().forEach(client -> assertThat(page.toString()).doesNotContain(client.name()));
        firm.people().stream()
            .filter(person -> !person.placeholder())
            .forEach(person -> assertThat(page.toString()).doesNotContain(person.lastName()));
      }
    }
  }

  @Test
  void it_goes_through_pages_and_uses_tokens() {
    JsonNode first = answer("list_people", "{\"limit\":5}");
    String cursor = first.path("next_cursor").asString();
    JsonNode second = answer("list_people", "{\"limit\":5,\"cursor\":\"" + cursor + "\"}");
    assertThat(second.path("rows").get(0)).isNotEqualTo(first.path("rows").get(0));
    String token = first.path("rows").get(0).get(2).asString();
    JsonNode one = answer("list_people", "{\"person\":\"" + token + "\"}");
    assertThat(one.path("row_count").asInt()).isEqualTo(1);
  }

  @Test
  void errors_are_the_ones_that_it_knows() {
    assertThat(call("list_people", "{\"limit\":1000}").path("failed").asBoolean()).isTrue();
    assertThat(call("drop_table", "{}").path("error").asString()).isEqualTo("McpError");
    assertThat(run("tools", "", "surety_wrong").path("code").asString()).isEqualTo("401");
  }
}
