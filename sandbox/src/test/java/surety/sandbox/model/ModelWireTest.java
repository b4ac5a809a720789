package surety.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the official clients do not look at; those have tests of their own in `clients/`.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelWireTest {
  private static final String CHAT =
      """
      {"model":"standin-analyst","stream":%s,"stream_options":{"include_usage":true},
       "messages":[{"role":"user","content":"Grüße von Client A"}]}\
      """;
  private static final String MESSAGE =
      """
      {"model":"standin-analyst","stream":%s,"max_tokens":500,
       "messages":[{"role":"user","content":"Client A"}]}\
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private SandboxServer sandbox;

  @BeforeAll
  void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 3, 18)));
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  @BeforeEach
  void quick() {
    sandbox.models().pace(Pace.FAST);
    sandbox.models().clear();
  }

  private HttpRequest.Builder openai(String path, String body) {
    return HttpRequest.newBuilder(URI.create(sandbox.openaiBaseUrl() + path))
        .header("Authorization", "Bearer " + ModelProviders.KEY)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder anthropic(String body) {
    return HttpRequest.newBuilder(URI.create(sandbox.anthropicBaseUrl() + "/v1/messages"))
        .header("X-Api-Key", ModelProviders.KEY)
        .header("anthropic-version", "2023-06-01")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static List<JsonNode> data(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> new JsonMapper().readTree(line.substring(6)))
        .toList();
  }

  @Test
  void a_stream_of_chunks_says_the_same_however_it_is_cut() throws Exception {
    String whole =
        new JsonMapper()
            .readTree(send(openai("/chat/completions", CHAT.formatted(false))).body())
            .path("choices")
            .path(0)
            .path("message")
            .path("content")
            .asString();
    for (Pace pace : List.of(Pace.FAST, Pace.FAST.cut(1, 1), Pace.FAST.cut(3, 7))) {
      sandbox.models().pace(pace);
      HttpResponse<String> answer = send(openai("/chat/completions", CHAT.formatted(true)));
      StringBuilder said = new StringBuilder();
      data(answer.body())
          .forEach(
              chunk ->
                  said.append(
                      chunk.path("choices").path(0).path("delta").path("content").asString("")));
      assertThat(said).hasToString(whole);
      assertThat(answer.body()).endsWith("data: [DONE]\n\n");
      assertThat(data(answer.body()).getLast().path("usage").path("total_tokens").asInt())
          .isPositive();
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/event-stream");
    }
  }

  @Test
  void the_events_of_a_message_come_in_their_order() throws Exception {
    String stream = send(anthropic(MESSAGE.formatted(true))).body();
    List<String> types =
        data(stream).stream().map(e -> e.path("type").asString()).distinct().toList();
    assertThat(types)
        .containsExactly(
            "message_start",
            "content_block_start",
            "ping",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(stream).startsWith("event: message_start\ndata: {");
  }

  @Test
  void each_provider_has_its_own_errors_and_headers() throws Exception {
    sandbox.models().inject(ModelFault.tooManyRequests(Duration.ofSeconds(3)));
    HttpResponse<String> limited = send(openai("/chat/completions", CHAT.formatted(false)));
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).contains("3");
    assertThat(limited.headers().firstValue("x-request-id")).isPresent();
    assertThat(limited.body()).startsWith("{\"error\":{\"message\":");
    sandbox.models().inject(ModelFault.status(529));
    HttpResponse<String> overloaded = send(anthropic(MESSAGE.formatted(false)));
    assertThat(overloaded.statusCode()).isEqualTo(529);
    assertThat(overloaded.body())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"")
        .contains("\"request_id\"");
    sandbox.models().inject(ModelFault.errorAfter(1));
    assertThat(send(anthropic(MESSAGE.formatted(true))).body())
        .contains("event: error\ndata: {\"type\":\"error\"")
        .doesNotContain("message_stop");
    assertThat(send(openai("/chat/completions", "{")).statusCode()).isEqualTo(400);
    assertThat(send(openai("/nothing", "{}")).statusCode()).isEqualTo(404);
  }

  @Test
  void it_records_the_exact_bytes_but_never_the_key() throws Exception {
    String body = CHAT.formatted(false);
    send(openai("/chat/completions", body).header("x-odd", "kept"));
    ModelCall call = sandbox.models().calls().getLast();
    assertThat(call.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    assertThat(call.path()).isEqualTo("/openai/v1/chat/completions");
    assertThat(call.headers()).containsEntry("x-odd", List.of("kept"));
    assertThat(call.headers().toString()).doesNotContain(ModelProviders.KEY);
    assertThat(call.status()).isEqualTo(200);
    await(call, ModelCall.Outcome.COMPLETE);
  }

  @Test
  void a_client_that_leaves_is_noticed_in_a_stream_and_before_the_answer() throws Exception {
    sandbox.models().pace(Pace.FAST.cut(1, 0).waiting(Duration.ZERO, Duration.ofMillis(200)));
    HttpRequest stream = openai("/chat/completions", CHAT.formatted(true)).build();
    try (InputStream in = http.send(stream, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      assertThat(in.read()).isEqualTo('d');
    }
    await(sandbox.models().calls().getLast(), ModelCall.Outcome.DISCONNECTED);
    // On a busy machine the answer may begin before the client has left: then a later one.
    ModelCall.Outcome outcome = ModelCall.Outcome.COMPLETE;
    for (int seconds = 1; seconds < 60 && outcome == ModelCall.Outcome.COMPLETE; seconds *= 5) {
      sandbox.models().pace(Pace.FAST.waiting(Duration.ofSeconds(seconds), Duration.ZERO));
      outcome = leftBeforeTheAnswer();
    }
    assertThat(outcome).isEqualTo(ModelCall.Outcome.DISCONNECTED);
  }

  private ModelCall.Outcome leftBeforeTheAnswer() throws Exception {
    sandbox.models().clear();
    var pending =
        http.sendAsync(
            openai("/chat/completions", CHAT.formatted(false)).build(),
            HttpResponse.BodyHandlers.ofString());
    while (sandbox.models().calls().isEmpty()) {
      Thread.sleep(5);
    }
    pending.cancel(true);
    return outcome(sandbox.models().calls().getLast());
  }

  private static void await(ModelCall call, ModelCall.Outcome outcome) throws Exception {
    assertThat(outcome(call)).isEqualTo(outcome);
  }

  private static ModelCall.Outcome outcome(ModelCall call) throws Exception {
    for (int i = 0; i < 6_000 && call.outcome() == ModelCall.Outcome.RUNNING; i++) {
      Thread.sleep(10);
    }
    return call.outcome();
  }
}
