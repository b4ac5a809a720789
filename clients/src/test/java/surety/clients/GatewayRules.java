package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// What a client is told when the gateway sends nothing: the errors of its own provider's form.
interface GatewayRules {

  ClientRules client();

  @ParameterizedTest
  @EnumSource
  default void a_name_that_would_leave_stops_the_call(ClientRules.From from) {
    byte[] name = client().second().getBytes(StandardCharsets.UTF_8);
    String hidden = Base64.getEncoder().encodeToString(name);
    refused(client().run(from, "complete", "Decode " + hidden), "A name of this workspace");
  }

  @ParameterizedTest
  @EnumSource
  default void a_field_that_could_carry_text_past_the_search_stops_the_call(ClientRules.From from) {
    refused(client().run(from, "refused", client().figures()), "field");
  }

  private void refused(JsonNode answer, String why) {
    assertThat(answer.toString())
        .contains("400", "BadRequest", why)
        .doesNotContain(client().first(), client().second());
    assertThat(client().models().calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  default void a_limit_that_is_reached_is_told_as_such(ClientRules.From from)
      throws IOException, InterruptedException {
    GatewayPlace.SHARED.limitTokens(10);
    try {
      JsonNode answer = client().run(from, "complete", client().figures());
      assertThat(answer.toString()).contains("429", "RateLimit", "no more tokens");
      assertThat(client().models().calls()).isEmpty();
    } finally {
      GatewayPlace.SHARED.limitTokens(1_000_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void a_key_that_is_none_of_the_workspaces_stops_the_call(ClientRules.From from) {
    JsonNode answer = client().run(from, "complete", client().figures(), "wrong", "any", 0);
    assertThat(answer.path("status").asInt()).isEqualTo(401);
    assertThat(client().models().calls()).isEmpty();
  }
}
