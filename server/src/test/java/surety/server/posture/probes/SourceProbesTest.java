package surety.server.posture.probes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.evidence.Outcome;
import surety.server.identity.TestServer;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SourceProbesTest {

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
    Probe probe =
        SERVER.beansOfType(Probe.class).stream()
            .filter(it -> it.id().equals(id))
            .findFirst()
            .orElseThrow();
    return Conclusive.run(SERVER.bean(ProbeExecution.class), probe, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source-writes",
        "source-unchanged",
        "source-direction",
        "adapter-shape",
        "egress-tls",
        "egress-address",
        "subprocessor-list"
      })
  void this_server_withstands(String id) {
    RunReport report = run(id);
    assertThat(report.outcome())
        .as(report.verdict().reason() + " " + report.transcript())
        .isEqualTo(Outcome.PASS);
    assertThat(report.cases().executed()).isEqualTo(report.cases().declared()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"source-writes", "source-unchanged", "egress-tls", "subprocessor-list"})
  void a_second_run_says_the_same(String id) {
    run(id);
    RunReport report = run(id);
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void the_list_of_subprocessors_is_open_to_everybody() {
    assertThat(SERVER.browser().get("/subprocessors").body())
        .contains("api.harvestapp.com")
        .contains("api.productive.io")
        .doesNotContain("rehearsal");
  }
}
