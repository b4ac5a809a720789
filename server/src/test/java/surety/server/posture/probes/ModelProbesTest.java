package surety.server.posture.probes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.evidence.Outcome;
import surety.server.ai.provider.Dialect;
import surety.server.ai.provider.MorePlace;
import surety.server.identity.TestServer;
import surety.server.posture.ProbeRegistry;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;
import surety.server.workspace.Role;

/// The probes of the gateway to models. That each of them fails when its control is off is the
/// twin's to show.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModelProbesTest {

  private static final TestServer SERVER = TestServer.start();

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void forgetLimits() {
    SERVER.forgetLimits();
  }

  private static RunReport run(String id) {
    return Conclusive.run(
        SERVER.bean(ProbeExecution.class),
        SERVER.bean(ProbeRegistry.class).find(id).orElseThrow(),
        2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "names-replaced",
        "second-look",
        "names-restored",
        "provider-choice",
        "provider-promise",
        "training-paths",
        "model-limits",
        "model-trail",
        "answers-unlogged",
        "agent-door"
      })
  void this_server_withstands(String id) {
    RunReport report = run(id);
    assertThat(report.outcome())
        .as(report.verdict().reason() + " " + report.transcript())
        .isEqualTo(Outcome.PASS);
    assertThat(report.cases().executed()).isEqualTo(report.cases().declared()).isPositive();
  }

  @Test
  void no_page_offers_the_provider_that_the_server_plays() {
    Canary canary = SERVER.bean(Canaries.class).a();
    String path = "/w/" + canary.workspace() + "/settings/ai";
    assertThat(canary.as(Role.OWNER).get(path).text())
        .contains("api.openai.com")
        .doesNotContain("rehearsal-model");
  }

  @Test
  void a_host_that_could_be_somebodys_is_never_played() {
    URI somebodys = URI.create("https://models.example.org/v1");
    assertThatThrownBy(() -> new MorePlace(Dialect.OPENAI, "Rehearsal", somebodys))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
