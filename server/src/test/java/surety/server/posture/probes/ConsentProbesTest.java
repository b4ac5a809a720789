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
import surety.server.posture.ProbeRegistry;
import surety.server.posture.probe.Canaries;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;
import surety.server.workspace.Role;

/// The probes of consents, of keys that are derived, and of keys of programs. That each of them
/// fails when its control is off is the twin's to show.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ConsentProbesTest {

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
        3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "consent-state",
        "consent-scopes",
        "tokens-at-rest",
        "token-refresh",
        "consent-end",
        "key-derivation",
        "api-keys"
      })
  void this_server_withstands(String id) {
    RunReport report = run(id);
    assertThat(report.outcome())
        .as(report.verdict().reason() + " " + report.transcript())
        .isEqualTo(Outcome.PASS);
    assertThat(report.cases().executed()).isEqualTo(report.cases().declared()).isPositive();
  }

  @Test
  void no_page_offers_the_vendor_that_the_server_plays() {
    Canary canary = SERVER.bean(Canaries.class).b();
    String path = "/w/" + canary.workspace() + "/connections/new";
    assertThat(canary.as(Role.OWNER).get(path).text())
        .contains("Xero")
        .doesNotContain("rehearsal_consent");
  }
}
