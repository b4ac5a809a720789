package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.model.Pace;
import surety.sandbox.model.Provider;
import tools.jackson.databind.JsonNode;

/// What holds for `openai` from npm and `openai-java`.
abstract class OpenAiRules extends ClientRules {

  OpenAiRules(Place place) {
    super(place, Provider.OPENAI);
  }

  @ParameterizedTest
  @EnumSource
  void two_choices_come_interleaved_and_do_not_mix(From from) {
    JsonNode texts = run(from, "choices", figures()).path("texts");
    assertThat(texts.path(0).asString())
        .startsWith("Choice 1. ")
        .contains("**" + second() + "** leads");
    assertThat(texts.path(1).asString())
        .startsWith("Choice 2. ")
        .contains("**" + second() + "** leads");
  }

  @ParameterizedTest
  @EnumSource
  void a_response_is_the_same_whole_and_streamed(From from) {
    String whole = run(from, "responses", figures()).path("text").asString();
    assertThat(whole).contains("**" + second() + "** leads with 1200");
    models().pace(Pace.FAST.cut(1, 2));
    JsonNode streamed = run(from, "streamResponses", figures());
    assertThat(streamed.path("text").asString()).isEqualTo(whole);
    assertThat(streamed.path("whole").asString()).isEqualTo(whole);
    assertThat(streamed.path("deltas").asInt()).isGreaterThan(whole.length() / 3);
  }

  @ParameterizedTest
  @EnumSource
  void equal_texts_have_equal_vectors(From from) {
    JsonNode answer = run(from, "embed", first());
    assertThat(answer.path("numbers").asInt()).isEqualTo(256);
    assertThat(answer.path("same").asBoolean()).isTrue();
  }
}
