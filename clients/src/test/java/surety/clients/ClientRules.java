package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.model.ModelCall;
import surety.sandbox.model.ModelFault;
import surety.sandbox.model.ModelProviders;
import surety.sandbox.model.Pace;
import surety.sandbox.model.Provider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What holds for the clients of both providers, wherever they are pointed at.
@Tag("npm")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientRules {
  private static final JsonMapper JSON = new JsonMapper();

  /// Where a client comes from.
  enum From {
    NPM,
    MAVEN
  }

  private final Place place;
  private final Provider provider;
  private Map<From, Sdk> clients = Map.of();

  ClientRules(Place place, Provider provider) {
    this.place = place;
    this.provider = provider;
  }

  @BeforeAll
  void start() throws Exception {
    place.start();
    boolean openAi = provider == Provider.OPENAI;
    Trust trust = place.trust();
    clients =
        Map.of(
            From.NPM,
            new NodeSdk(openAi ? "openai.mjs" : "anthropic.mjs", trust),
            From.MAVEN,
            openAi ? new OpenAiJava(trust) : new AnthropicJava(trust));
  }

  @AfterAll
  void stop() throws Exception {
    if (clients.get(From.NPM) instanceof NodeSdk npm) {
      npm.close();
    }
    place.close();
  }

  @BeforeEach
  void forget() {
    models().clear();
    models().pace(Pace.FAST);
  }

  @AfterEach
  void whatArrivedMayLeave() {
    models().calls().forEach(place::check);
  }

  ModelProviders models() {
    return place.sandbox().models();
  }

  /// A question with figures of two clients.
  String figures() {
    ObjectNode figures = JSON.createObjectNode();
    var rows = figures.putArray("rows");
    rows.addObject().put("client", place.first()).put("revenue", 900);
    rows.addObject().put("client", place.second()).put("revenue", 1200);
    return "Whose revenue is best, in Zürich? " + figures;
  }

  String first() {
    return place.first();
  }

  String second() {
    return place.second();
  }

  JsonNode run(From from, String scenario, String text) {
    return run(from, scenario, text, place.key(), ModelProviders.MODEL, 0);
  }

  JsonNode run(From from, String scenario, String text, String key, String model, int retries) {
    String result = "The revenue of " + first() + " is 5, that of " + second() + " is 9.";
    String url = place.baseUrl(provider);
    return sdk(from).run(new Sdk.Ask(scenario, url, key, model, retries, text, result));
  }

  private Sdk sdk(From from) {
    return Optional.ofNullable(clients.get(from)).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void a_completion_ranks_the_figures_that_were_sent(From from) {
    JsonNode answer = run(from, "complete", figures());
    assertThat(answer.path("text").asString())
        .contains(
            "Stand-in answer", "**" + second() + "** leads with 1200", first() + "'s revenue");
    assertThat(answer.path("finish").asString()).isIn("stop", "end_turn");
  }

  @ParameterizedTest
  @EnumSource
  void a_stream_says_the_same_cut_into_characters_and_bytes(From from) {
    String whole = run(from, "complete", figures()).path("text").asString();
    for (Pace pace : List.of(Pace.FAST, Pace.FAST.cut(1, 1), Pace.FAST.cut(5, 11))) {
      models().pace(pace);
      JsonNode answer = run(from, "stream", figures());
      assertThat(answer.path("text").asString()).isEqualTo(whole);
      assertThat(answer.path("deltas").asInt())
          .isGreaterThan(whole.length() / (3 * pace.deltaCharacters()));
      assertThat(answer.path("tokens").asInt()).isPositive();
      assertThat(answer.path("finish").asString()).isIn("stop", "end_turn");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_tool_is_called_with_the_names_that_the_user_wrote_and_its_result_is_used(From from) {
    String asked = "The revenue of each of " + first() + " and " + second() + "?";
    JsonNode answer = run(from, "tools", asked);
    assertThat(answer.path("calls").findValuesAsString("name"))
        .containsExactly("client_revenue", "client_revenue");
    assertThat(answer.path("calls").findValuesAsString("arguments"))
        .extracting(arguments -> JSON.readTree(arguments).path("client").asString())
        .containsExactly(first(), second());
    assertThat(answer.path("text").asString()).contains("**" + second() + "** leads with 9");
    models().pace(Pace.FAST.cut(1, 3));
    JsonNode streamed = run(from, "streamTools", asked);
    assertThat(streamed.path("calls")).isEqualTo(answer.path("calls"));
  }

  @ParameterizedTest
  @EnumSource
  void each_error_is_the_one_that_the_client_knows(From from) {
    assertThat(run(from, "complete", "x", "wrong", ModelProviders.MODEL, 0).toString())
        .contains("401", from == From.NPM ? "AuthenticationError" : "UnauthorizedException");
    assertThat(run(from, "complete", "x", place.key(), "gpt-4o", 0).toString())
        .contains("404", "NotFound");
    models().inject(ModelFault.status(400));
    assertThat(run(from, "complete", "x").toString()).contains("400", "BadRequest");
    models().inject(ModelFault.tooManyRequests(Duration.ofSeconds(1)));
    assertThat(run(from, "complete", "x").toString()).contains("429", "RateLimit");
    models().inject(ModelFault.status(500));
    assertThat(run(from, "complete", "x").toString()).contains("500", "InternalServer");
    models().inject(ModelFault.errorAfter(2));
    assertThat(run(from, "stream", figures()).path("error").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void a_client_tries_again_as_it_is_told(From from) {
    models().inject(ModelFault.tooManyRequests(Duration.ZERO));
    JsonNode answer = run(from, "complete", figures(), place.key(), ModelProviders.MODEL, 2);
    assertThat(answer.path("text").asString()).contains(second());
    assertThat(models().calls()).extracting(ModelCall::status).containsExactly(429, 200);
  }

  @ParameterizedTest
  @EnumSource
  void a_cancelled_stream_is_noticed(From from) throws InterruptedException {
    ModelCall.Outcome outcome = ModelCall.Outcome.COMPLETE;
    // On a busy machine an answer may be over before the client has left: then a slower one.
    for (int millis = 20; millis < 10_000 && outcome == ModelCall.Outcome.COMPLETE; millis *= 10) {
      models().pace(Pace.FAST.cut(1, 0).waiting(Duration.ZERO, Duration.ofMillis(millis)));
      assertThat(run(from, "cancel", figures()).path("cancelled").asBoolean()).isTrue();
      outcome = outcome(models().calls().getLast());
    }
    assertThat(outcome).isEqualTo(ModelCall.Outcome.DISCONNECTED);
  }

  private static ModelCall.Outcome outcome(ModelCall call) throws InterruptedException {
    for (int i = 0; i < 3_000 && call.outcome() == ModelCall.Outcome.RUNNING; i++) {
      Thread.sleep(10);
    }
    return call.outcome();
  }

  @ParameterizedTest
  @EnumSource
  void the_models_say_that_they_stand_in(From from) {
    JsonNode answer = run(from, "models", "");
    assertThat(answer.path("ids").toString()).contains("standin-analyst");
  }
}
