package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundle's own programs as a stranger starts them: `sh verify.sh` with openssl and jq, and
/// `java Verify.java`.
@DisplayNameGeneration(ReplaceUnderscores.class)
@Tag("shell-tools")
class VerifyShellTest {
  @TempDir Path folder;

  @BeforeEach
  void unpack_a_bundle() throws IOException {
    Script script =
        Script.proven(Severity.HIGH)
            .rotate(SigningKey.generate(new SecureRandom()))
            .run("reader", Outcome.FAIL, "PL-01@1");
    for (Map.Entry<String, byte[]> file : BundleTest.unzip(script.bundle()).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  @Test
  void openssl_and_jq_accept_the_bundle() throws Exception {
    Run run = run("sh", "verify.sh");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("Verified: no defect.");
  }

  @Test
  void openssl_and_jq_refuse_a_changed_letter() throws Exception {
    change("evidence/4.dsse.json");
    Run run = run("sh", "verify.sh");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output())
        .contains("evidence/4.dsse.json: its bytes were changed")
        .contains("entry 4: is not signed with the key in force, or was changed")
        .contains("entry 5: does not follow the entry before");
  }

  @Test
  void openssl_and_jq_name_a_missing_entry_and_a_changed_checkpoint() throws Exception {
    Files.delete(folder.resolve("evidence/6.dsse.json"));
    Files.writeString(
        folder.resolve("checkpoint.note"),
        Files.readString(folder.resolve("checkpoint.note")).replace("/one\n", "/two\n"));
    Run run = run("sh", "verify.sh");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output())
        .contains("entry 6: is missing")
        .contains("checkpoint.note: is not signed");
  }

  @Test
  void openssl_and_jq_check_one_envelope() throws Exception {
    assertThat(run("sh", "verify.sh", "evidence/2.dsse.json", "keys/1.pem").status()).isZero();
    assertThat(run("sh", "verify.sh", "evidence/2.dsse.json", "keys/2.pem").status()).isOne();
    change("evidence/2.dsse.json");
    assertThat(run("sh", "verify.sh", "evidence/2.dsse.json", "keys/1.pem").status()).isOne();
  }

  @Test
  void java_runs_the_verifier_from_its_source() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    assertThat(run(java, "Verify.java", ".").status()).isZero();
    change("evidence/2.dsse.json");
    Run run = run(java, "Verify.java", ".");
    assertThat(run.status()).isOne();
    assertThat(run.output()).contains("DEFECT entry 2: ");
  }

  // One letter of the payload, so that the file is still JSON and base64.
  private void change(String name) throws IOException {
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    int at = text.indexOf("payload\":\"") + 60;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    Files.writeString(file, text.substring(0, at) + other + text.substring(at + 1));
  }

  private record Run(int status, String output) {}

  private Run run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
