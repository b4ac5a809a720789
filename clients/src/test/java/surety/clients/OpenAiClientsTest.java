package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.SandboxServer;
import surety.sandbox.model.Pace;
import tools.jackson.databind.JsonNode;

/// The stand-in speaks to `openai` from npm and to `openai-java`.
class OpenAiClientsTest extends StandInClients {

  @Override
  NodeSdk npm() throws IOException, InterruptedException {
    return new NodeSdk("openai.mjs");
  }

  @Override
  Sdk maven() {
    return new OpenAiJava();
  }

  @Override
  String baseUrl(SandboxServer standIn) {
    return standIn.openaiBaseUrl().toString();
  }

  @ParameterizedTest
  @EnumSource
  void two_choices_come_interleaved_and_do_not_mix(From from) {
    JsonNode texts = run(from, "choices", FIGURES).path("texts");
    assertThat(texts.path(0).asString()).startsWith("Choice 1. ").contains("**Client B** leads");
    assertThat(texts.path(1).asString()).startsWith("Choice 2. ").contains("**Client B** leads");
  }

  @ParameterizedTest
  @EnumSource
  void a_response_is_the_same_whole_and_streamed(From from) {
    String whole = run(from, "responses", FIGURES).path("text").asString();
    assertThat(whole).contains("**Client B** leads with 1200");
    models().pace(Pace.FAST.cut(1, 2));
    JsonNode streamed = run(from, "streamResponses", FIGURES);
    assertThat(streamed.path("text").asString()).isEqualTo(whole);
    assertThat(streamed.path("whole").asString()).isEqualTo(whole);
    assertThat(streamed.path("deltas").asInt()).isEqualTo(whole.length());
  }

  @ParameterizedTest
  @EnumSource
  void equal_texts_have_equal_vectors(From from) {
    JsonNode answer = run(from, "embed", "Client A");
    assertThat(answer.path("numbers").asInt()).isEqualTo(256);
    assertThat(answer.path("same").asBoolean()).isTrue();
  }
}
