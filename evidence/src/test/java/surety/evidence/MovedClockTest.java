package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The yardstick that moves the clock of the verifier's process from outside.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("faketime")
class MovedClockTest {
  private static final Path YARDSTICK =
      Path.of("..", "yardsticks", "moved-clock").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void after_31_days_every_claim_is_worse_and_none_is_better() throws Exception {
    Run run = run(bundle(everySeverity()), "31");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("4 of 4 claims worse, none better, none still proven");
  }

  @Test
  void a_claim_that_is_better_or_still_proven_by_time_alone_is_named() throws Exception {
    Files.writeString(
        folder.resolve("Verify.java"),
        """
        class Verify {
          public static void main(String[] args) {
            var now = java.time.Instant.now();
            boolean later = now.isAfter(java.time.Instant.parse("%s"));
            System.out.println(
                "PL-01      as of: expired    at " + now + ": " + (later ? "attested" : "expired"));
            System.out.println("PL-02      as of: proven     at " + now + ": proven");
          }
        }
        """
            .formatted(Instant.now().plus(Duration.ofDays(20))));
    Run run = run(folder, "31");
    assertThat(run.status()).isOne();
    assertThat(run.output())
        .contains("PL-01: expired became attested: better by time alone")
        .contains("PL-02: is still proven after 31 days");
  }

  // One proven claim of each severity, just now.
  private static Bundle everySeverity() {
    Script script = new Script().wait(Duration.between(Script.START, Instant.now())).builds("1");
    for (Severity severity : Severity.values()) {
      script.add(Script.claim("PL-" + severity.ordinal(), 1, severity, "reader"));
    }
    return script
        .kill("lock-open", "reader")
        .run("reader", Outcome.PASS, "PL-0@1", "PL-1@1", "PL-2@1", "PL-3@1")
        .bundle();
  }

  private Path bundle(Bundle bundle) throws IOException {
    Path zip = folder.resolve("bundle.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      bundle.writeTo(out);
    }
    return zip;
  }

  private record Run(int status, String output) {}

  private static Run run(Path bundle, String days) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(YARDSTICK.toString(), bundle.toString(), days).redirectErrorStream(true);
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, own) -> own + ":" + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
