package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.model.ModelFault;
import surety.sandbox.model.Provider;
import tools.jackson.databind.JsonNode;

/// What holds for `@anthropic-ai/sdk` from npm and `anthropic-java`.
abstract class AnthropicRules extends ClientRules {

  AnthropicRules(Place place) {
    super(place, Provider.ANTHROPIC);
  }

  @ParameterizedTest
  @EnumSource
  void thinking_goes_there_and_back_with_its_signature(From from) {
    JsonNode answer = run(from, "thinking", figures());
    assertThat(answer.path("thinking").asString()).contains(first() + ", " + second());
    assertThat(answer.path("text").asString()).contains("**" + second() + "** leads");
    assertThat(answer.path("again").asString()).contains("**" + second() + "** leads");
  }

  @ParameterizedTest
  @EnumSource
  void tokens_are_counted(From from) {
    assertThat(run(from, "count", figures()).path("tokens").asInt()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void an_overloaded_provider_is_told_as_such(From from) {
    models().inject(ModelFault.status(529));
    assertThat(run(from, "complete", figures()).path("status").asInt()).isEqualTo(529);
  }
}
