package surety.server.posture.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.evidence.Outcome;
import surety.server.identity.TestServer;
import surety.server.platform.TransportHardening;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

/// The probes of isolation, sign-in, trail and transport against a server whose controls are on.
/// That each of them fails when its control is off is the twin's to show.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WorkspaceProbesTest {

  private static final TestServer SERVER = start();

  private static TestServer start() {
    TransportHardening.apply();
    return TestServer.startWith(Map.of("surety.http-port", "0"));
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "row-level-security",
        "scope-signature",
        "scope-source",
        "no-impersonation",
        "support-grant",
        "trail-visibility",
        "access-before-data",
        "entry-shape",
        "retention",
        "trail-filter",
        "trail-log",
        "change-trail",
        "security-events",
        "log-values",
        "log-age",
        "transport-https"
      })
  void a_probe_passes_where_its_control_is_on(String probe) {
    RunReport report = Conclusive.run(SERVER.bean(ProbeExecution.class), named(probe), 2);
    System.err.println(
        "REPORT "
            + report.probe()
            + " "
            + report.verdict()
            + " "
            + report.cases()
            + " "
            + java.time.Duration.between(report.startedAt(), report.endedAt()).toMillis()
            + " ms "
            + report.transcript()
            + report.observations());
    assertThat(report.verdict().outcome())
        .as("%s, %s", report.verdict().reason(), report.transcript())
        .isEqualTo(Outcome.PASS);
    assertThat(report.cases().attacksRefused()).isGreaterThan(1);
  }

  private static Probe named(String id) {
    return SERVER.beansOfType(Probe.class).stream()
        .filter(probe -> probe.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
