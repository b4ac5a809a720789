package surety.server.posture.probes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.evidence.Outcome;
import surety.server.posture.run.RunReport;

@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FiguresAndSecretsTest {

  private OwnServer server;

  @BeforeAll
  void start() throws IOException {
    server = new OwnServer();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "figures-at-rest",
        "live-figures",
        "figure-age",
        "sealed-credentials",
        "data-keys",
        "key-wrap",
        "root-key-place",
        "secret-no-read",
        "secret-use-paired",
        "secret-rotation",
        "revocation",
        "log-values",
        "log-age",
        "database-logins"
      })
  void the_probe_passes(String probe) {
    RunReport report = server.run(probe);
    assertThat(report.verdict().outcome())
        .as(report.verdict().reason() + " " + report.transcript())
        .isEqualTo(Outcome.PASS);
  }
}
