package surety.server.posture.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.server.identity.TestServer;
import surety.server.platform.DataFolder;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Defect;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.WitnessPolicy;

/// What an operator does leaves entries, which the operator can show and hand out.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditCommandTest {

  private static final TestServer SERVER = TestServer.start();
  private static final Path DATA = SERVER.bean(DataFolder.class).path();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void the_log_begins_with_the_start_of_the_server_and_tells_each_act_and_its_end() {
    assertThat(run("fsck")).isZero();
    assertThat(keys("remove", "0000000000000000")).isNotZero();
    printed.reset();

    assertThat(run("log", "--most=10000")).isZero();

    assertThat(text().lines().toList().reversed())
        .element(0)
        .asString()
        .contains("server", "completed", "Server started");
    assertThat(text())
        .containsPattern("operator +begun +Verified the logs")
        .containsPattern("operator +completed +Verified the logs")
        .containsPattern("operator +refused +Removed a root key");
  }

  @Test
  void what_only_tells_how_the_server_is_leaves_no_entry() {
    long before = entries();
    assertThat(keys("status")).isZero();
    assertThat(keys("rotate", "--dry-run")).isZero();
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void an_act_that_cannot_be_recorded_does_not_happen() {
    String function = "audit.append_administration(uuid, text, text, text, uuid, text)";
    String role = SERVER.database().runtime().user();
    SERVER.superuser().sql("REVOKE EXECUTE ON FUNCTION " + function + " FROM " + role).update();
    String before = status();
    try {
      assertThat(keys("rotate")).isNotZero();
      assertThat(text()).contains("could not be recorded");
      assertThat(status()).isEqualTo(before);
    } finally {
      SERVER.superuser().sql("GRANT EXECUTE ON FUNCTION " + function + " TO " + role).update();
    }
  }

  @Test
  void the_log_is_handed_out_with_proofs_and_overwrites_nothing(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("installation.jsonl");
    assertThat(run("fsck")).isZero();
    awaitExport(file);

    assertThat(verdict(file)).isInstanceOf(Verified.class);
    Files.writeString(file, Files.readString(file).replace("LOGS_VERIFY", "PROBES_RUN"));
    assertThat(verdict(file)).isInstanceOf(Defect.class);
    assertThat(run("export", file.toString())).isEqualTo(2);
    assertThat(text()).contains("is there already");
  }

  @Test
  void a_wrong_command_says_where_the_right_ones_are() {
    for (List<String> wrong :
        List.of(List.of("lgo"), List.of("log", "--most=x"), List.of("export"), List.<String>of())) {
      assertThat(run(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(2);
    }
    assertThat(text()).contains("./surety audit --help");
    assertThat(AuditCommand.run(List.of("--data=/nowhere", "log"), out(), out())).isEqualTo(2);
    assertThat(text()).contains("no server runs");
  }

  // The newest entries get their places within a second.
  private void awaitExport(Path file) throws IOException {
    Instant end = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      int status = run("export", file.toString());
      if (status == 0 && Files.readString(file).contains("LOGS_VERIFY")) {
        return;
      }
      assertThat(Instant.now()).as(text()).isBefore(end);
      Files.deleteIfExists(file);
    }
  }

  private static LogVerdict verdict(Path file) throws IOException {
    NoteKey key = NoteKey.parse(Files.readString(Path.of(file + ".key")).strip());
    try (InputStream in = Files.newInputStream(file)) {
      return new LogVerifier(key, List.of(), WitnessPolicy.NONE).verify(in);
    }
  }

  private static long entries() {
    return SERVER
        .superuser()
        .sql("SELECT count(*) FROM audit.administration")
        .query(Long.class)
        .single();
  }

  private String status() {
    printed.reset();
    keys("status", "--json");
    return text().lines().filter(line -> line.contains("\"id\"")).toList().toString();
  }

  private int run(String... words) {
    return AuditCommand.run(arguments(words), out(), out());
  }

  private int keys(String... words) {
    return KeysCommandRun.run(arguments(words), out(), out());
  }

  private static List<String> arguments(String... words) {
    return Stream.concat(Stream.of("--data=" + DATA), Stream.of(words)).toList();
  }

  private PrintStream out() {
    return new PrintStream(printed, true, StandardCharsets.UTF_8);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
