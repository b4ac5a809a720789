package surety.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusedFieldsTest extends GatewayFixture {

  @Test
  void fields_by_which_text_could_pass_the_filter_are_refused_and_nothing_is_sent() {
    for (String field :
        new String[] {
          "\"store\":true",
          "\"store\":null",
          "\"web_search_options\":{}",
          "\"modalities\":[\"text\",\"audio\"]",
          "\"tools\":[{\"type\":\"web_search\"}]",
          "\"tools\":[{\"type\":\"mcp\",\"server_url\":\"https://example.com\"}]",
          "\"x\":[{\"file_id\":\"file-1\"}]",
          "\"model\":\"other\"",
          "\"stream\":\"yes\"",
        }) {
      refused(CHAT, chat("Hi").replace("{\"model\"", "{" + field + ",\"model\""));
    }
    for (String field :
        new String[] {
          "\"previous_response_id\":\"resp_1\"",
          "\"conversation\":\"conv_1\"",
          "\"prompt\":{\"id\":\"pmpt_1\"}",
          "\"background\":true",
          "\"include\":[\"file_search_call.results\"]",
          "\"tools\":[{\"type\":\"file_search\",\"vector_store_ids\":[\"vs_1\"]}]",
        }) {
      refused("/ai/openai/v1/responses", "{" + field + ",\"model\":\"m\",\"input\":\"Hi\"}");
    }
    for (String field :
        new String[] {
          "\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://example.com\"}]",
          "\"container\":\"c_1\"",
          "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]",
        }) {
      refused(MESSAGES, message("Hi").replace("{\"model\"", "{" + field + ",\"model\""));
    }
  }

  @Test
  void images_files_token_numbers_and_data_that_nobody_can_read_are_refused() {
    refused(
        CHAT,
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
            + "\"image_url\":{\"url\":\"https://example.com/x.png\"}}]}]}");
    refused(
        MESSAGES,
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":[{"
            + "\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
            + "\"data\":\"iVBORw0KGgo=\"}}]}]}");
    refused("/ai/openai/v1/embeddings", "{\"model\":\"m\",\"input\":[1,2,3]}");
    refused(
        MESSAGES,
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":[{"
            + "\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"QWNtZQ\"}]}]}");
    refused(CHAT, "{\"model\":\"m\",\"messages\":[]");
    refused(CHAT, "[]");
  }

  @Test
  void a_signature_that_came_from_the_provider_may_go_back() {
    String signed =
        "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"c2lnbmF0dXJlIG9mIGE=\"}";
    String body =
        "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"assistant\",\"content\":["
            + signed
            + "]}]}";
    refused(MESSAGES, body);
    PROVIDER.answers(
        (got, exchange) -> RecordingProvider.json(exchange, 200, "{\"content\":[" + signed + "]}"));
    assertThat(ask(MESSAGES, message("Hi")).statusCode()).isEqualTo(200);
    assertThat(ask(MESSAGES, body).statusCode()).isEqualTo(200);
  }

  @Test
  void tools_of_the_programs_own_and_unknown_harmless_fields_pass() {
    String tools =
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"parameters\":{"
            + "\"type\":\"object\",\"properties\":{\"image_url\":{\"type\":\"string\"}}}}}],"
            + "\"novelty\":0.5,";
    HttpResponse<String> answer =
        ask(CHAT, chat("Hi").replace("{\"model\"", "{" + tools + "\"model\""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(PROVIDER.only().body()).contains("look_up", "novelty");
  }

  @Test
  void only_plain_json_is_taken_and_headers_of_the_program_stay_here() {
    assertThat(ask(CHAT, chat("Hi"), Map.of("Content-Type", "text/plain")).statusCode())
        .isEqualTo(415);
    assertThat(ask(CHAT, chat("Hi"), Map.of("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(415);
    assertThat(ask(MESSAGES, message("Hi"), Map.of("anthropic-beta", "acme-corp")).statusCode())
        .isEqualTo(400);
    assertThat(ask(MESSAGES, message("Hi"), Map.of("anthropic-version", "acme")).statusCode())
        .isEqualTo(400);
    assertThat(PROVIDER.requests()).isEmpty();
    ask(CHAT, chat("Hi"), Map.of("X-Note", "about " + clientName(), "User-Agent", "acme"));
    assertThat(PROVIDER.only().all()).doesNotContain(clientName(), "x-note", "acme");
  }

  private void refused(String path, String body) {
    HttpResponse<String> answer = ask(path, body);
    assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\"").doesNotContain("Hi");
    assertThat(PROVIDER.requests()).as(body).isEmpty();
  }
}
