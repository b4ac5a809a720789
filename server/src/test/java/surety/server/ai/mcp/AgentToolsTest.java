package surety.server.ai.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an agent gets, with the protocol's own client.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentToolsTest extends AgentFixture {

  private static final List<String> LISTS =
      List.of(
          "list_projects",
          "list_people",
          "list_invoices",
          "list_time_entries",
          "list_deals",
          "list_bookings");

  @Test
  void a_client_finds_eight_tools_that_say_what_they_take_and_that_they_only_read() {
    McpSyncClient agent = agent();
    assertThat(agent.getServerInfo().name()).isEqualTo("surety");
    assertThat(agent.getCurrentInitializationResult().protocolVersion()).isEqualTo("2025-11-25");
    List<McpSchema.Tool> tools = agent.listTools().tools();
    Set<String> names = tools.stream().map(McpSchema.Tool::name).collect(Collectors.toSet());
    assertThat(names).hasSize(8).containsAll(LISTS).contains("get_figures", "get_figure_table");
    for (McpSchema.Tool tool : tools) {
      assertThat(tool.title()).as(tool.name()).isNotBlank();
      assertThat(tool.description()).as(tool.name()).isNotBlank();
      assertThat(tool.annotations().readOnlyHint()).as(tool.name()).isTrue();
      assertThat(tool.inputSchema())
          .as(tool.name())
          .containsEntry("type", "object")
          .containsEntry("additionalProperties", false);
      assertThat(String.valueOf(tool.inputSchema().get("properties")))
          .containsPattern("maximum=|maxLength=|enum=");
    }
  }

  @Test
  void figures_are_those_of_the_dashboard_and_their_tables_come_row_by_row() {
    McpSyncClient agent = agent();
    JsonNode figures = answer(agent, "get_figures", Map.of("months", 3));
    assertThat(figures.path("currency").asString()).isEqualTo("EUR");
    List<String> keys = figures.path("figures").findValuesAsString("figure");
    assertThat(keys).contains("utilisation", "rates", "receivables", "pipeline", "capacity");
    int tables = 0;
    for (JsonNode table : figures.path("tables")) {
      JsonNode rows =
          answer(
              agent,
              "get_figure_table",
              Map.of("table", table.path("table").asString(), "months", 3, "limit", 200));
      assertThat(rows.path("row_count")).isEqualTo(table.path("row_count"));
      assertThat(rows.path("rows")).isNotEmpty();
      tables++;
    }
    assertThat(tables).isPositive();
    JsonNode rates = answer(agent, "get_figure_table", Map.of("table", "rates-by-project"));
    assertThat(column(rates, "Project")).allMatch(name -> name.matches("Project_[A-Z0-9]+.*"));
    assertThat(column(rates, "Revenue")).allMatch(amount -> amount.matches("-?[0-9.]+"));
  }

  @Test
  void costs_are_there_only_for_a_key_that_may_see_them() {
    McpSyncClient without = agent();
    assertThat(text(call(without, "get_figures", Map.of())))
        .doesNotContain("margin-by", "\"margin\"");
    assertThat(error(without, "get_figure_table", Map.of("table", "margin-by-client")))
        .contains("no such table");
    key = newKey("figures", "costs");
    McpSyncClient with = agent();
    assertThat(text(call(with, "get_figures", Map.of()))).contains("margin-by-client");
    JsonNode margin = answer(with, "get_figure_table", Map.of("table", "margin-by-client"));
    assertThat(margin.path("rows")).isNotEmpty();
  }

  @Test
  void what_a_person_costs_is_in_no_record_for_any_key() {
    key = newKey("models", "figures", "costs");
    JsonNode people = answer(agent(), "list_people", Map.of("limit", 200));
    assertThat(people.path("columns").toString()).doesNotContain("cost");
    assertThat(column(people, "hours_per_week")).anyMatch(hours -> hours.matches("[0-9.]+"));
  }

  @Test
  void each_kind_of_records_has_as_many_rows_as_the_source_has_records() {
    McpSyncClient agent = agent();
    assertThat(count(agent, "list_projects", Map.of())).isEqualTo(FIRM.projects().size());
    assertThat(count(agent, "list_people", Map.of())).isEqualTo(FIRM.people().size());
    assertThat(count(agent, "list_deals", Map.of())).isPositive();
    assertThat(count(agent, "list_bookings", Map.of())).isPositive();
    assertThat(count(agent, "list_invoices", Map.of("from", TODAY.minusDays(300).toString())))
        .isEqualTo(
            FIRM.invoices().stream()
                .filter(it -> it.issuedOn() == null || it.issuedOn().isAfter(TODAY.minusDays(301)))
                .count());
    assertThat(
            count(
                agent,
                "list_time_entries",
                Map.of("from", TODAY.minusDays(6).toString(), "to", TODAY.toString())))
        .isEqualTo(
            FIRM.timeEntries().stream()
                .filter(entry -> entry.day().isAfter(TODAY.minusDays(7)))
                .count());
  }

  private static long count(McpSyncClient agent, String tool, Map<String, Object> arguments) {
    return answer(agent, tool, arguments).path("row_count").asLong();
  }

  @Test
  void pages_hold_every_row_once_and_read_the_source_once() {
    McpSyncClient agent = agent();
    List<JsonNode> pages = pages(agent, "list_projects", Map.of("limit", 7));
    int count = pages.getFirst().path("row_count").asInt();
    assertThat(pages).hasSize((count + 6) / 7).hasSizeGreaterThan(1);
    List<String> ids = new ArrayList<>();
    pages.forEach(page -> ids.addAll(column(page, "id")));
    assertThat(ids).hasSize(count).doesNotHaveDuplicates();
    // Once for their names, once for the records.
    assertThat(entries("SOURCE_FETCH").stream().filter(it -> it.contains("BEGUN projects")))
        .hasSize(2);
  }

  @Test
  void a_cursor_is_of_one_question_of_one_reading() {
    McpSyncClient agent = agent();
    String cursor =
        answer(agent, "list_projects", Map.of("limit", 3)).path("next_cursor").asString();
    assertThat(error(agent, "list_people", Map.of("cursor", cursor))).contains("another question");
    String token =
        column(answer(agent, "list_projects", Map.of()), "client").stream()
            .filter(name -> name.startsWith("Client_"))
            .findFirst()
            .orElseThrow();
    assertThat(error(agent, "list_projects", Map.of("cursor", cursor, "client", token)))
        .contains("another question");
    assertThat(error(agent, "list_projects", Map.of("cursor", "b".repeat(32))))
        .contains("another question");
    assertThat(error(agent, "list_projects", Map.of("cursor", "x"))).contains("`cursor`");
  }

  @Test
  void a_cursor_ends_with_the_time_for_which_figures_may_be_held() throws InterruptedException {
    owner.post(base + "/settings", "name", "Firm", "currency", "EUR", "figureSeconds", "1");
    McpSyncClient agent = agent();
    String cursor =
        answer(agent, "list_projects", Map.of("limit", 3)).path("next_cursor").asString();
    Thread.sleep(1_100);
    Map<String, Object> next = Map.of("limit", 3, "cursor", cursor);
    assertThat(error(agent, "list_projects", next)).contains("held no longer");
  }

  @Test
  void a_token_that_an_answer_gave_chooses_rows_in_every_other_tool() {
    McpSyncClient agent = agent();
    JsonNode all = answer(agent, "list_time_entries", Map.of("limit", 200));
    String person = first(column(all, "person"), "Person_");
    String project = first(column(all, "project"), "Project_");
    String client = first(column(all, "client"), "Client_");
    JsonNode byPerson = answer(agent, "list_time_entries", Map.of("person", person, "limit", 200));
    assertThat(byPerson.path("row_count").asInt()).isPositive();
    assertThat(byPerson.path("row_count").asInt()).isLessThan(all.path("row_count").asInt());
    assertThat(new HashSet<>(column(byPerson, "person"))).containsExactly(person);
    JsonNode byProject = answer(agent, "list_time_entries", Map.of("project", project));
    assertThat(new HashSet<>(column(byProject, "project"))).containsExactly(project);
    for (String each : new HashSet<>(column(all, "client"))) {
      if (!each.isEmpty()) {
        JsonNode byClient = answer(agent, "list_time_entries", Map.of("client", each));
        assertThat(new HashSet<>(column(byClient, "client"))).containsExactly(each);
      }
    }
    JsonNode projects = answer(agent, "list_projects", Map.of("client", client, "limit", 200));
    assertThat(new HashSet<>(column(projects, "client"))).containsExactly(client);
    JsonNode people = answer(agent, "list_people", Map.of("person", person));
    assertThat(column(people, "person")).isNotEmpty().allMatch(person::equals);
    answer(agent, "list_invoices", Map.of("client", client));
    answer(agent, "list_deals", Map.of("client", client));
    answer(agent, "list_bookings", Map.of("person", person, "project", project));
  }

  private static String first(List<String> values, String beginning) {
    return values.stream().filter(value -> value.startsWith(beginning)).findFirst().orElseThrow();
  }

  @Test
  void a_token_that_nobody_gave_and_a_real_name_are_refused_alike_whether_or_not_they_exist() {
    McpSyncClient agent = agent();
    assertThat(error(agent, "list_invoices", Map.of("client", "Client_ZZZZZ")))
        .contains("`client` is no token of this workspace");
    String real = FIRM.clients().getFirst().name();
    String known = error(agent, "list_invoices", Map.of("client", real));
    assertThat(known).contains("`client`").doesNotContain(real);
    assertThat(error(agent, "list_invoices", Map.of("client", "Nobody & Sons Ltd")))
        .isEqualTo(known);
  }

  @Test
  void wrong_arguments_are_told_with_their_bounds_and_without_what_was_sent() {
    McpSyncClient agent = agent();
    assertThat(error(agent, "list_people", Map.of("limit", 201))).contains("from 1 to 200");
    assertThat(error(agent, "list_people", Map.of("limit", "many"))).doesNotContain("many ");
    assertThat(error(agent, "list_people", Map.of("bogus", 1)))
        .contains("person, limit, cursor")
        .doesNotContain("bogus");
    assertThat(error(agent, "get_figures", Map.of("months", 5))).contains("[3, 6, 12]");
    assertThat(error(agent, "get_figure_table", Map.of())).contains("`table`");
    assertThat(error(agent, "list_invoices", Map.of("from", "2026-13-01"))).contains("`from`");
    assertThat(error(agent, "list_invoices", Map.of("from", "2020-01-01", "to", "2024-01-01")))
        .contains("366 days");
    assertThat(entries("AGENT_CALL")).isEmpty();
    assertThat(entries("SOURCE_FETCH")).isEmpty();
  }

  @Test
  void an_unknown_tool_is_an_error_of_the_protocol() {
    McpSyncClient agent = agent();
    assertThatThrownBy(() -> call(agent, "delete_everything", Map.of()))
        .isInstanceOf(McpError.class)
        .hasMessageContaining("no such tool")
        .hasMessageNotContaining("delete_everything");
  }

  @Test
  void no_real_name_is_in_any_byte_of_any_answer() {
    key = newKey("figures", "costs");
    List<String> messages = new ArrayList<>();
    messages.add(callMessage("get_figures", "{\"months\":12}"));
    for (String table :
        List.of("rates-by-project", "margin-by-client", "margin-by-project", "receivables")) {
      messages.add(callMessage("get_figure_table", "{\"limit\":200,\"table\":\"" + table + "\"}"));
    }
    LISTS.forEach(tool -> messages.add(callMessage(tool, "{\"limit\":200}")));
    Set<String> real = realNames();
    for (String message : messages) {
      String bytes = post(message, Map.of()).body();
      assertThat(bytes).contains("\\\"").hasSizeGreaterThan(300);
      List<String> found =
          real.stream().filter(Objects::nonNull).filter(name -> holds(bytes, name)).toList();
      assertThat(found).as(message).isEmpty();
      assertThat(bytes).as(message).doesNotContain("isError");
    }
  }

  private static boolean holds(String bytes, String name) {
    return java.util.regex.Pattern.compile(
            "(?<![\\p{L}0-9])" + java.util.regex.Pattern.quote(name) + "(?![\\p{L}0-9])",
            java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.UNICODE_CASE)
        .matcher(bytes)
        .find();
  }

  @Test
  void a_rewriter_that_does_nothing_is_stopped_by_the_second_look_every_time() {
    McpSyncClient agent = agent();
    ReplacingFault.on();
    LISTS.forEach(
        tool ->
            assertThat(error(agent, tool, Map.of("limit", 200)))
                .as(tool)
                .isEqualTo(
                    "A name of this workspace was still in the answer after all were replaced."
                        + " Nothing was given out."));
    assertThat(error(agent, "get_figure_table", Map.of("table", "rates-by-project")))
        .contains("Nothing was given out");
    List<String> refused =
        entries("AGENT_CALL").stream().filter(entry -> entry.contains("FAILED")).toList();
    assertThat(refused).hasSize(7);
    refused.forEach(entry -> assertThat(entry).contains("\"reason\": \"name-would-leave\""));
  }

  @Test
  void each_call_is_in_the_trail_as_ai_before_it_reads_and_with_what_it_gave_out() {
    McpSyncClient agent = agent();
    assertThat(entries("AGENT_CALL")).isEmpty();
    JsonNode people = answer(agent, "list_people", Map.of());
    List<String> calls = entries("AGENT_CALL");
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0)).startsWith("a BEGUN people").contains("\"tool\": \"list_people\"");
    assertThat(calls.get(1))
        .startsWith("a COMPLETED people")
        .contains("\"replaced_person\": ", "\"bytes_out\": ");
    answer(agent, "get_figures", Map.of());
    error(agent, "get_figure_table", Map.of("table", "no-such-table"));
    assertThat(entries("AGENT_CALL")).hasSize(6);
    assertThat(entries("SOURCE_FETCH")).isNotEmpty().allMatch(it -> it.startsWith("a "));
    String trail = owner.get(base + "/security?accessor=ai").body();
    assertThat(trail).contains("Answered an agent", "agent", "list_people");
    column(people, "person").forEach(token -> assertThat(trail).doesNotContain(token));
  }

  @Test
  void the_sources_are_only_read() {
    McpSyncClient agent = agent();
    LISTS.forEach(tool -> answer(agent, tool, Map.of()));
    assertThat(VENDORS.requests()).isNotEmpty().noneMatch(request -> request.isWrite());
  }

  @Test
  void names_or_records_that_cannot_be_had_are_an_error_and_no_answer() {
    McpSyncClient agent = agent();
    VENDORS.revoke(surety.sandbox.Tokens.PRODUCTIVE_READ_ONLY + "-other");
    base = newWorkspace("Empty ");
    key = newKey("figures");
    assertThat(error(agent(), "list_people", Map.of())).contains("connected no system");
    assertThat(error(agent(), "get_figures", Map.of())).contains("connected no system");
    assertThat(answer(agent, "list_people", Map.of()).path("rows")).isNotEmpty();
  }
}
