package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.ai.gateway.RewriterFault;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GatewayTest extends GatewayFixture {

  @Test
  void the_provider_reads_tokens_and_the_program_reads_names() {
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(
                exchange,
                200,
                "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"About "
                    + said(got)
                    + "!\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,"
                    + "\"completion_tokens\":5}}"));
    String text = "How is " + clientName() + " doing, asks " + personName() + "?";
    HttpResponse<String> answer = ask(CHAT, chat(text));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("About " + text + "!");
    RecordingProvider.Got got = PROVIDER.only();
    assertThat(got.all()).doesNotContain(clientName(), personName(), "surety_");
    assertThat(got.body()).contains("Client_", "Person_");
    assertThat(got.path()).isEqualTo("/openai/v1/chat/completions");
    assertThat(got.headers()).containsEntry("authorization", "Bearer " + OPENAI_KEY);
    assertThat(answer.headers().firstValue("surety-replaced")).contains("2");
    assertThat(answer.headers().firstValue("surety-strays")).contains("0");
  }

  @Test
  void a_stream_comes_event_by_event_with_names_whatever_way_it_is_cut() {
    PROVIDER.answers(
        (got, exchange) -> {
          StringBuilder events = new StringBuilder();
          for (char letter : said(got).toCharArray()) {
            events.append(
                "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                    + letter
                    + "\"}}]}\n\n");
          }
          events.append(
              "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},"
                  + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
          RecordingProvider.stream(exchange, events.toString());
        });
    HttpResponse<String> answer =
        ask(CHAT, chat(clientName()).replace("{\"model\"", "{\"stream\":true,\"model\""));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    StringBuilder text = new StringBuilder();
    var deltas = java.util.regex.Pattern.compile("\"content\":\"([^\"]*)\"").matcher(answer.body());
    while (deltas.find()) {
      text.append(deltas.group(1));
    }
    assertThat(text.toString()).isEqualTo(clientName());
    assertThat(answer.body()).contains("[DONE]");
    assertThat(PROVIDER.only().body()).doesNotContain(clientName());
  }

  @Test
  void a_stream_that_breaks_off_ends_with_an_error_in_the_providers_form() {
    PROVIDER.answers(
        (got, exchange) -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 100_000);
          exchange
              .getResponseBody()
              .write(
                  ("event: content_block_delta\n"
                       + "data:"
                       + " {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Well\"}}\n\n")
                      .getBytes());
          exchange.getResponseBody().flush();
          exchange.close();
        });
    HttpResponse<String> answer =
        ask(MESSAGES, message("Hi").replace("{\"model\"", "{\"stream\":true,\"model\""));
    assertThat(answer.body()).contains("Well", "event: error", "\"api_error\"");
  }

  @Test
  void anthropics_form_works_in_the_same_way() {
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(
                exchange,
                200,
                "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\""
                    + said(got)
                    + "\"}],\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"));
    HttpResponse<String> answer = ask(MESSAGES, message(clientName()));
    assertThat(answer.body()).contains(clientName());
    RecordingProvider.Got got = PROVIDER.only();
    assertThat(got.all()).doesNotContain(clientName(), "surety_", OPENAI_KEY);
    assertThat(got.path()).isEqualTo("/anthropic/v1/messages");
    assertThat(got.headers())
        .containsEntry("x-api-key", ANTHROPIC_KEY)
        .containsEntry("anthropic-version", "2023-06-01");
  }

  @Test
  void every_route_sends_only_to_its_own_path_and_the_provider_keeps_nothing() {
    String body = "{\"model\":\"some-model\",\"input\":\"" + clientName() + "\"}";
    assertThat(ask("/ai/openai/v1/responses", body).statusCode()).isEqualTo(200);
    assertThat(PROVIDER.only().body()).startsWith("{\"store\":false,");
    assertThat(ask("/ai/openai/v1/embeddings", body).statusCode()).isEqualTo(200);
    assertThat(ask(MESSAGES + "/count_tokens", message(clientName())).statusCode()).isEqualTo(200);
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + key);
    for (String path : List.of("/ai/openai/v1/models", "/ai/openai/v1/models/some-model-1.5")) {
      assertThat(program.send("GET", path, bearer, "").statusCode()).as(path).isEqualTo(200);
    }
    assertThat(
            program
                .send("GET", "/ai/anthropic/v1/models", Map.of("x-api-key", key), "")
                .statusCode())
        .isEqualTo(200);
    assertThat(PROVIDER.requests().stream().map(RecordingProvider.Got::path))
        .containsExactly(
            "/openai/v1/responses",
            "/openai/v1/embeddings",
            "/anthropic/v1/messages/count_tokens",
            "/openai/v1/models",
            "/openai/v1/models/some-model-1.5",
            "/anthropic/v1/models");
    PROVIDER
        .requests()
        .forEach(got -> assertThat(got.all()).doesNotContain(clientName(), "surety_"));
  }

  @Test
  void equal_requests_leave_as_equal_bytes() {
    ask(CHAT, chat(clientName() + " and " + personName()));
    ask(CHAT, chat(clientName() + " and " + personName()));
    assertThat(PROVIDER.requests().get(0).body()).isEqualTo(PROVIDER.requests().get(1).body());
  }

  @Test
  void labels_are_used_when_they_are_asked_for() {
    ask(CHAT, chat(clientName()), Map.of("Surety-Token-Style", "labels"));
    assertThat(PROVIDER.only().body()).contains("Client A");
    assertThat(ask(CHAT, chat("x"), Map.of("Surety-Token-Style", "loud")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_rewriter_that_does_nothing_is_stopped_by_the_second_look_every_time() {
    RewriterFault.on();
    List<String> names = FIRM.clients().stream().map(c -> c.name()).distinct().limit(20).toList();
    for (String name : names) {
      HttpResponse<String> answer = ask(CHAT, chat("About " + name + " please"));
      assertThat(answer.statusCode()).as(name).isEqualTo(400);
      assertThat(answer.body()).contains("name_would_leave").doesNotContain(name);
    }
    assertThat(PROVIDER.requests()).isEmpty();
    List<String> refused = details().stream().filter(d -> d.contains("REFUSED")).toList();
    assertThat(refused).hasSize(names.size());
    refused.forEach(entry -> assertThat(entry).contains("\"reason\": \"leak\""));
    names.forEach(name -> assertThat(String.join("\n", refused)).doesNotContain(name));
  }

  @Test
  void each_call_is_in_the_trail_before_it_leaves_with_counts_and_without_content()
      throws InterruptedException {
    PROVIDER.answers(
        (got, exchange) -> {
          List<String> before = details().stream().filter(d -> d.contains("MODEL_CALL")).toList();
          boolean there = before.size() == 1 && before.getFirst().startsWith("a MODEL_CALL BEGUN");
          RecordingProvider.json(exchange, there ? 200 : 500, "{\"usage\":{\"prompt_tokens\":9}}");
        });
    assertThat(ask(CHAT, chat(clientName() + " and " + personName())).statusCode()).isEqualTo(200);
    List<String> calls = calls(2);
    assertThat(calls.get(0))
        .contains("\"provider\": \"openai\"", "\"model\": \"some-model\"")
        .contains("\"replaced_client\": 1", "\"replaced_person\": 1", "\"bytes_out\"");
    assertThat(calls.get(1)).contains("COMPLETED", "\"status\": 200", "\"tokens_in\": 9", "millis");
    assertThat(details().stream().filter(d -> d.contains("SOURCE_FETCH")))
        .isNotEmpty()
        .allMatch(d -> d.startsWith("a "));
    assertThat(owner.get(base + "/security?accessor=ai").body())
        .contains("Asked a model", "robot", "some-model");
  }

  @Test
  void names_that_cannot_be_had_stop_every_call() {
    PROVIDER.vendorsAreDown();
    HttpResponse<String> answer = ask(CHAT, chat("Hello"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"names_unavailable\"", "server_error");
    assertThat(PROVIDER.requests()).isEmpty();
  }

  @Test
  void a_name_that_the_owner_adds_is_live_when_its_write_returns_and_sealed_at_rest()
      throws InterruptedException {
    String secret = "Zyxwala " + unique.toUpperCase();
    assertThat(ask(CHAT, chat("On " + secret)).statusCode()).isEqualTo(200);
    assertThat(PROVIDER.requests().getFirst().body()).contains(secret);
    owner.post(base + "/settings/ai/names", "kind", "PROJECT", "name", secret);
    PROVIDER.forget();
    ask(CHAT, chat("On " + secret));
    assertThat(PROVIDER.only().body()).doesNotContain(secret).contains("Project_");
    // The call was prepared without the name first, and did not leave like that.
    assertThat(calls(6)).filteredOn(entry -> entry.contains("CHANGED")).hasSize(1);
    assertThat(owner.get(base + "/settings/ai/names").body()).contains(secret);
    String stored =
        SERVER
            .superuser()
            .sql(
                """
                SELECT coalesce(string_agg(n::text, ' '), '') || coalesce((SELECT string_agg(c::text, ' ')
                       FROM audit.change c WHERE c.workspace_id = ?), '')
                  FROM ai.known_name n WHERE n.workspace_id = ?
                """)
            .params(workspace(), workspace())
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain("Zyxwala");
  }

  @Test
  void a_members_address_is_a_name_too() {
    ask(CHAT, chat("Mail owner-" + unique + "@example.com now"));
    assertThat(PROVIDER.only().body()).doesNotContain("owner-" + unique);
  }

  @Test
  void a_provider_without_a_promise_in_force_is_asked_nothing() {
    SERVER
        .superuser()
        .sql("UPDATE ai.attestation SET issued_on = ?, expires_on = ? WHERE workspace_id = ?")
        .params(TODAY.minusDays(40), TODAY.minusDays(1), workspace())
        .update();
    assertRefused(CHAT, chat("Hi"), 403, "attestation_missing");
    assertRefused(MESSAGES, message("Hi"), 403, "permission_error");
    assertThat(attest("openai", TODAY, TODAY.plusDays(10)).status()).isEqualTo(302);
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(200);
    owner.post(base + "/settings/ai/providers/" + providerId("openai") + "/withdraw");
    PROVIDER.forget();
    assertRefused(CHAT, chat("Hi"), 403, "attestation_missing");
  }

  @Test
  void a_key_that_is_revoked_expired_wrong_or_for_something_else_reaches_nobody() {
    String figures = newKey("figures");
    UUID id =
        SERVER
            .superuser()
            .sql("SELECT id FROM identity.api_key WHERE workspace_id = ? ORDER BY id LIMIT 1")
            .param(1, workspace())
            .query(UUID.class)
            .single();
    owner.post(base + "/settings/keys/" + id + "/revoke");
    for (String path : List.of(CHAT, "/ai/openai/v1/responses", "/ai/openai/v1/embeddings")) {
      assertRefused(path, chat("Hi"), 401, "invalid_api_key");
    }
    assertRefused(MESSAGES, message("Hi"), 401, "authentication_error");
    assertRefused(MESSAGES + "/count_tokens", message("Hi"), 401, "authentication_error");
    key = figures;
    assertRefused(CHAT, chat("Hi"), 403, "permission_missing");
    assertRefused(MESSAGES, message("Hi"), 403, "permission_error");
    key = "surety_nonsense";
    assertRefused(CHAT, chat("Hi"), 401, "invalid_api_key");
  }

  @Test
  void another_workspaces_key_has_its_own_names_and_no_others_provider() {
    String first = key;
    TestWorkspace other = new TestWorkspace();
    for (String path : List.of(CHAT, "/ai/openai/v1/responses", "/ai/openai/v1/embeddings")) {
      key = other.key;
      assertRefused(path, chat("Hi"), 403, "provider_not_set");
    }
    assertRefused(MESSAGES, message("Hi"), 403, "permission_error");
    assertRefused(MESSAGES + "/count_tokens", message("Hi"), 403, "permission_error");
    Map<String, String> bearer = Map.of("Authorization", "Bearer " + other.key);
    assertThat(program.send("GET", "/ai/openai/v1/models", bearer, "").statusCode()).isEqualTo(403);
    assertThat(PROVIDER.requests()).isEmpty();
    key = first;
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(200);
  }

  @Test
  void errors_of_the_provider_are_passed_on_but_not_what_it_says_about_its_key() {
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(
                exchange,
                429,
                "{\"error\":{\"message\":\"Slow down on "
                    + said(got)
                    + "\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"slow\"}}"));
    HttpResponse<String> answer = ask(CHAT, chat(clientName()));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("Slow down on " + clientName());
    PROVIDER.answers(
        (got, exchange) ->
            RecordingProvider.json(
                exchange, 401, "{\"error\":{\"message\":\"Bad key " + OPENAI_KEY + "\"}}"));
    answer = ask(CHAT, chat("Hi"));
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("provider_key_refused").doesNotContain(OPENAI_KEY);
    assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
  }

  @Test
  void a_redirect_is_not_followed_and_a_failure_after_sending_is_not_tried_again() {
    PROVIDER.answers(
        (got, exchange) -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/elsewhere");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(502);
    PROVIDER.answers((got, exchange) -> RecordingProvider.json(exchange, 503, "{\"error\":{}}"));
    assertThat(ask(CHAT, chat("Hi")).statusCode()).isEqualTo(503);
    assertThat(PROVIDER.requests()).hasSize(2);
  }

  @Test
  void unknown_addresses_answer_in_the_providers_form() {
    assertRefused("/ai/openai/v1/files", "{}", 404, "unknown_url");
    assertRefused("/ai/openai/v1/fine_tuning/jobs", "{}", 404, "unknown_url");
    assertRefused("/ai/anthropic/v1/messages/batches", "{}", 404, "not_found_error");
  }

  private void assertRefused(String path, String body, int status, String code) {
    HttpResponse<String> answer = ask(path, body);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(code, "\"error\"");
    assertThat(PROVIDER.requests()).isEmpty();
  }

  /// Another workspace with a key and no provider.
  private final class TestWorkspace {
    private final String key;

    TestWorkspace() {
      String mine = base;
      base = owner.post("/workspaces", "name", "Other " + unique, "currency", "EUR").location();
      key = newKey("models");
      base = mine;
    }
  }
}
