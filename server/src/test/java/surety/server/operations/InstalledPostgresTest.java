package surety.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import surety.evidence.Outcome;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestServer;
import surety.server.posture.probe.Probe;
import surety.server.posture.run.Nonce;
import surety.server.posture.run.ProbeExecution;
import surety.server.posture.run.RunReport;

/// The whole server on a PostgreSQL of the operator's, once for each installed version from 15 to
/// 17, or on the chosen one. Needs one of them, which is why it has a tag.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("installed-postgresql")
class InstalledPostgresTest {

  private static final List<String> PROBES =
      List.of(
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
          "evidence-append-only");

  static Stream<Path> installations() {
    return InstalledPostgres.installations().stream();
  }

  @ParameterizedTest
  @MethodSource("installations")
  void the_whole_path_holds_on_version(Path home) throws Exception {
    Path folder = Files.createTempDirectory("installed");
    folder.toFile().setExecutable(true, false);
    try (var postgres = InstalledPostgres.start(home, folder.resolve("postgres"))) {
      assertThat(postgres.version()).isBetween(150000, 179999);
      TestServer server = TestServer.on(postgres.prepared());
      try {
        walk(server);
        attacked(server);
      } finally {
        server.stop();
      }
    }
  }

  private static void walk(TestServer server) {
    TestBrowser owner = server.signedIn("owner@example.org");
    String base = owner.post("/workspaces", "name", "Firm", "currency", "EUR").location();
    assertThat(owner.get(base + "/dashboard").status()).isEqualTo(200);
    owner.post(base + "/security/retention", "days", "400");
    server.signedIn("owner@example.org");

    assertThat(owner.get(base + "/security").body()).contains(">400</span> days", "Signed in");
    assertThat(owner.get(base + "/security/changes").body()).contains("workspace retention");
    assertThat(server.browser().get(base + "/dashboard").status()).isNotEqualTo(200);
    assertThatThrownBy(
            () -> server.runtime().sql("SELECT * FROM workspace.member").query().listOfRows())
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("no workspace scope");
    assertThat(
            server
                .superuser()
                .sql("SELECT object, rule FROM sec.violations()")
                .query()
                .listOfRows())
        .isEmpty();
  }

  private static void attacked(TestServer server) {
    for (String id : PROBES) {
      Probe probe =
          server.beansOfType(Probe.class).stream()
              .filter(p -> p.id().equals(id))
              .findFirst()
              .orElseThrow();
      RunReport report =
          server.bean(ProbeExecution.class).run(probe, Nonce.draw(Optional.empty()), 2);
      assertThat(report.verdict().outcome())
          .as("%s: %s, %s", id, report.verdict().reason(), report.transcript())
          .isEqualTo(Outcome.PASS);
      assertThat(Duration.between(report.startedAt(), report.endedAt())).isPositive();
    }
  }
}
