package surety.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import surety.sandbox.SandboxServer;
import surety.sandbox.model.ModelFault;
import tools.jackson.databind.JsonNode;

/// The stand-in speaks to `@anthropic-ai/sdk` from npm and to `anthropic-java`.
class AnthropicClientsTest extends StandInClients {

  @Override
  NodeSdk npm() throws IOException, InterruptedException {
    return new NodeSdk("anthropic.mjs");
  }

  @Override
  Sdk maven() {
    return new AnthropicJava();
  }

  @Override
  String baseUrl(SandboxServer standIn) {
    return standIn.anthropicBaseUrl().toString();
  }

  @ParameterizedTest
  @EnumSource
  void thinking_goes_there_and_back_with_its_signature(From from) {
    JsonNode answer = run(from, "thinking", FIGURES);
    assertThat(answer.path("thinking").asString()).contains("Client A, Client B");
    assertThat(answer.path("text").asString()).contains("**Client B** leads");
    assertThat(answer.path("again").asString()).contains("Client A");
  }

  @ParameterizedTest
  @EnumSource
  void tokens_are_counted(From from) {
    assertThat(run(from, "count", FIGURES).path("tokens").asInt()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void an_overloaded_provider_is_told_as_such(From from) {
    models().inject(ModelFault.status(529));
    assertThat(run(from, "complete", FIGURES).path("status").asInt()).isEqualTo(529);
  }
}
