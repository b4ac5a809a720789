package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.SandboxOptions;
import surety.sandbox.SandboxServer;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.ModelFault;
import surety.sandbox.model.ModelProviders;
import surety.sandbox.model.Pace;
import tools.jackson.databind.JsonNode;

/// What the clients of both providers have in common.
@Tag("npm")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StandInClients {
  /// Where a client comes from.
  enum From {
    NPM,
    MAVEN
  }

  static final String FIGURES =
      "Whose revenue is best, in Zürich? {\"rows\":[{\"client\":\"Client A\",\"revenue\":900},"
          + "{\"client\":\"Client B\",\"revenue\":1200}]}";

  private Map<From, Sdk> clients = Map.of();
  private SandboxServer sandbox;

  abstract NodeSdk npm() throws Exception;

  abstract Sdk maven();

  abstract String baseUrl(SandboxServer standIn);

  @BeforeAll
  void start() throws Exception {
    sandbox = SandboxServer.start(SandboxOptions.of(LocalDate.of(2026, 3, 18)));
    clients = Map.of(From.NPM, npm(), From.MAVEN, maven());
  }

  @AfterAll
  void stop() throws Exception {
    ((NodeSdk) clients.get(From.NPM)).close();
    sandbox.close();
  }

  @BeforeEach
  void forget() {
    models().clear();
    models().pace(Pace.FAST);
  }

  ModelProviders models() {
    return sandbox.models();
  }

  JsonNode run(From from, String scenario, String text) {
    return run(from, scenario, text, ModelProviders.KEY, ModelProviders.MODEL, 0);
  }

  JsonNode run(From from, String scenario, String text, String key, String model, int retries) {
    Sdk.Ask ask = new Sdk.Ask(scenario, baseUrl(sandbox), key, model, retries, text);
    return clients.get(from).run(ask);
  }

  @ParameterizedTest
  @EnumSource
  void a_completion_ranks_the_figures_that_were_sent(From from) {
    JsonNode answer = run(from, "complete", FIGURES);
    assertThat(answer.path("text").asString())
        .contains("Stand-in answer", "**Client B** leads with 1200", "Client A's revenue");
    assertThat(answer.path("finish").asString()).isIn("stop", "end_turn");
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_says_the_same_cut_into_characters_and_bytes(From from) {
    String whole = run(from, "complete", FIGURES).path("text").asString();
    for (Pace pace : List.of(Pace.FAST, Pace.FAST.cut(1, 1), Pace.FAST.cut(5, 11))) {
      models().pace(pace);
      JsonNode answer = run(from, "stream", FIGURES);
      assertThat(answer.path("text").asString()).isEqualTo(whole);
      assertThat(answer.path("deltas").asInt())
          .isEqualTo((whole.length() + pace.deltaCharacters() - 1) / pace.deltaCharacters());
      assertThat(answer.path("tokens").asInt()).isPositive();
      assertThat(answer.path("finish").asString()).isIn("stop", "end_turn");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_tool_is_called_with_the_tokens_and_its_result_is_used(From from) {
    JsonNode answer = run(from, "tools", "The revenue of each of Client A and Client B?");
    assertThat(answer.path("calls").findValuesAsString("name"))
        .containsExactly("client_revenue", "client_revenue");
    assertThat(answer.path("calls").findValuesAsString("arguments"))
        .containsExactly("{\"client\":\"Client A\"}", "{\"client\":\"Client B\"}");
    assertThat(answer.path("text").asString()).contains("**Client B** leads with 9");
    models().pace(Pace.FAST.cut(1, 3));
    JsonNode streamed = run(from, "streamTools", "The revenue of each of Client A and Client B?");
    assertThat(streamed.path("calls")).isEqualTo(answer.path("calls"));
  }

  @ParameterizedTest
  @EnumSource
  void each_error_is_the_one_that_the_client_knows(From from) {
    assertThat(run(from, "complete", "x", "wrong", ModelProviders.MODEL, 0).toString())
        .contains("401", from == From.NPM ? "AuthenticationError" : "UnauthorizedException");
    assertThat(run(from, "complete", "x", ModelProviders.KEY, "gpt-4o", 0).toString())
        .contains("404", "NotFound");
    models().inject(ModelFault.status(400));
    assertThat(run(from, "complete", "x").toString()).contains("400", "BadRequest");
    models().inject(ModelFault.tooManyRequests(Duration.ofSeconds(1)));
    assertThat(run(from, "complete", "x").toString()).contains("429", "RateLimit");
    models().inject(ModelFault.status(500));
    assertThat(run(from, "complete", "x").toString()).contains("500", "InternalServer");
    models().inject(ModelFault.errorAfter(2));
    assertThat(run(from, "stream", FIGURES).path("error").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_client_tries_again_as_it_is_told(From from) {
    models().inject(ModelFault.tooManyRequests(Duration.ofSeconds(0)));
    JsonNode answer = run(from, "complete", FIGURES, ModelProviders.KEY, ModelProviders.MODEL, 2);
    assertThat(answer.path("text").asString()).contains("Client B");
    assertThat(models().calls()).extracting(ModelCall::status).containsExactly(429, 200);
  }

  @ParameterizedTest
  @EnumSource
  void a_cancelled_stream_is_noticed(From from) throws InterruptedException {
    models().pace(Pace.FAST.cut(1, 0).waiting(Duration.ZERO, Duration.ofMillis(20)));
    assertThat(run(from, "cancel", FIGURES).path("cancelled").asBoolean()).isTrue();
    ModelCall call = models().calls().getLast();
    for (int i = 0; i < 500 && call.outcome() == ModelCall.Outcome.RUNNING; i++) {
      Thread.sleep(10);
    }
    assertThat(call.outcome()).isEqualTo(ModelCall.Outcome.DISCONNECTED);
  }

  @ParameterizedTest
  @EnumSource
  void the_models_say_that_they_stand_in(From from) {
    JsonNode answer = run(from, "models", "");
    assertThat(answer.path("ids").toString()).contains("standin-analyst");
  }
}
