package surety.server.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import surety.server.identity.TestBrowser;
import surety.server.identity.TestBrowser.Answer;
import surety.server.identity.TestServer;
import surety.translog.Checkpoint;
import surety.translog.LogVerdict;
import surety.translog.LogVerdict.Verified;
import surety.translog.LogVerifier;
import surety.translog.NoteKey;
import surety.translog.WitnessPolicy;

/// Settings, Security, Proofs over HTTPS on the whole server: what a customer downloads verifies
/// with nothing but the key.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LogPagesTest {

  private static final TestServer SERVER = TestServer.start();
  private static final TestBrowser OWNER = SERVER.signedIn("owner@example.org");
  private static final TestBrowser REP = SERVER.signedIn("rep@example.org");
  private static final TestBrowser STRANGER = SERVER.signedIn("stranger@example.org");

  private UUID workspace;
  private String log;

  @BeforeEach
  void open() {
    workspace = SERVER.workspace("Example Ltd");
    SERVER.join(workspace, "owner@example.org", "OWNER");
    SERVER.join(workspace, "rep@example.org", "REP");
    log = "/w/" + workspace + "/security/log";
    awaitPage("The log now");
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void the_whole_log_is_downloaded_and_verifies_with_its_key_and_a_kept_checkpoint()
      throws IOException {
    NoteKey key = key();
    Checkpoint kept = Checkpoint.verified(OWNER.get(log + "/checkpoint").body(), key);
    assertThat(kept.origin()).isEqualTo("surety/log/" + workspace);
    OWNER.get("/w/" + workspace + "/security");
    awaitLarger(kept);

    Answer file = OWNER.get(log + "/file");

    assertThat(file.status()).isEqualTo(200);
    assertThat(verified(file.body(), key, kept))
        .isInstanceOfSatisfying(
            Verified.class,
            whole -> {
              assertThat(whole.checkpoint().size()).isGreaterThan(kept.size());
              assertThat(whole.opened()).isEqualTo(whole.checkpoint().size());
            });
    assertThat(file.body()).contains("TRAIL_READ", "workspace.member");
    assertThat(verified(file.body().replace("TRAIL_READ", "EXPORT"), key, kept))
        .isNotInstanceOf(Verified.class);
  }

  @Test
  void one_entry_alone_is_downloaded_with_its_proof() throws IOException {
    String entry =
        text(
            "SELECT id::text FROM audit.leaf WHERE seq = 0 AND workspace_id = '" + workspace + "'");

    Answer file = OWNER.get(log + "/file?entry=" + entry);

    assertThat(file.body()).contains(entry);
    assertThat(verified(file.body(), key()))
        .isInstanceOfSatisfying(Verified.class, whole -> assertThat(whole.opened()).isEqualTo(1));
  }

  @Test
  void entries_of_days_without_any_are_none() throws IOException {
    assertThat(verified(OWNER.get(log + "/file?from=2020-01-01&to=2020-01-31").body(), key()))
        .isInstanceOfSatisfying(Verified.class, whole -> assertThat(whole.opened()).isZero());
  }

  @Test
  void owners_and_managers_see_the_log_and_nobody_else() {
    for (String path : List.of("", "/checkpoint", "/key", "/VerifyLog.java", "/file")) {
      assertThat(OWNER.get(log + path).status()).isEqualTo(200);
      assertThat(REP.get(log + path).status()).isEqualTo(403);
      assertThat(STRANGER.get(log + path).status()).isEqualTo(404);
    }
  }

  @Test
  void an_entry_of_another_workspace_and_one_that_nobody_has_answer_alike() {
    UUID other = SERVER.workspace("Other Ltd");
    SERVER.join(other, "stranger@example.org", "OWNER");
    String theirs =
        text("SELECT id::text FROM audit.change WHERE workspace_id = '" + other + "' LIMIT 1");

    Answer known = OWNER.get(log + "/file?entry=" + theirs);
    Answer unknown = OWNER.get(log + "/file?entry=" + UUID.randomUUID());

    assertThat(known.status()).isEqualTo(404);
    assertThat(unknown.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=2026-02-30", "from=x", "to=2026-13-01", "entry=x", "kept=x", "kept=1e9"})
  void what_cannot_be_understood_is_refused(String query) {
    assertThat(OWNER.get(log + "/file?" + query).status()).isEqualTo(400);
  }

  @Test
  void each_download_is_recorded_before_and_after() {
    OWNER.get(log + "/file");

    assertThat(
            text(
                "SELECT string_agg(outcome, ',' ORDER BY at, id) FROM audit.access"
                    + " WHERE action = 'EXPORT' AND data_kind = 'log' AND workspace_id = '"
                    + workspace
                    + "'"))
        .isEqualTo("BEGUN,COMPLETED");
  }

  private static String text(String sql) {
    return SERVER.superuser().sql(sql).query(String.class).single();
  }

  private NoteKey key() {
    return NoteKey.parse(OWNER.get(log + "/key").body().strip());
  }

  private static LogVerdict verified(String file, NoteKey key, Checkpoint... kept)
      throws IOException {
    return new LogVerifier(key, List.of(kept), WitnessPolicy.NONE)
        .verify(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
  }

  private void awaitPage(String text) {
    await(() -> OWNER.get(log).body().contains(text));
  }

  private void awaitLarger(Checkpoint kept) {
    await(
        () ->
            Checkpoint.verified(OWNER.get(log + "/checkpoint").body(), key()).size() > kept.size());
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
