package surety.server.posture.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import surety.evidence.ClaimState;
import surety.evidence.State;
import surety.server.identity.TestServer;
import surety.server.posture.Posture;
import surety.server.posture.record.EvidenceLedger;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttestationTest {

  private static final String GIVER = "giver@firm.example";
  private static final String SECOND = "second@firm.example";

  private final TestServer server =
      TestServer.startWith(
          Map.of("surety.posture.probes", "off", "surety.posture.approvers", GIVER + "," + SECOND));

  @TempDir private Path folder;

  @BeforeAll
  void the_promises_are_published() {
    server.bean(Posture.class).publish();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @Test
  void a_word_counts_once_a_second_person_approved_it() throws IOException {
    String id = server.bean(Attestations.class).give(word("PL-36", 30));
    String approve = "/attestations/" + id + "/approve";
    assertThat(state("PL-36")).isEqualTo(State.UNPROVEN);

    var stranger = server.signedIn("stranger@firm.example");
    assertThat(stranger.get("/attestations").status()).isEqualTo(404);
    stranger.get("/workspaces/new");
    assertThat(stranger.post(approve).status()).isEqualTo(404);

    var giver = server.signedIn(GIVER);
    assertThat(giver.get("/attestations").body()).contains("No audit has begun");
    assertThat(giver.post(approve).status()).isEqualTo(403);
    assertThat(state("PL-36")).isEqualTo(State.UNPROVEN);

    var second = server.signedIn(SECOND);
    assertThat(second.get("/attestations").body()).doesNotContain(GIVER);
    assertThat(second.post(approve).status()).isEqualTo(302);
    assertThat(state("PL-36")).isEqualTo(State.ATTESTED);
    assertThat(second.post(approve).status()).isIn(403, 404);

    documentIsAltered(id);
    server.bean(ExpiryNotices.class).look();
    assertThat(state("PL-36")).isEqualTo(State.FAILING);
  }

  @Test
  void what_probes_prove_cannot_be_vouched_for_and_no_word_lasts_over_a_year() {
    assertThatThrownBy(() -> server.bean(Attestations.class).give(word("PL-02", 30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proven by probes");
    assertThatThrownBy(() -> server.bean(Attestations.class).give(word("PL-36", 366)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("days");
  }

  private Attestations.Word word(String claim, int days) throws IOException {
    Path document = Files.writeString(folder.resolve("letter.txt"), "a letter");
    return new Attestations.Word(
        claim, "Security lead", GIVER, "No audit has begun.", document, days);
  }

  private void documentIsAltered(String id) throws IOException {
    Path copy = server.bean(surety.server.platform.DataFolder.class).path().resolve("attested");
    Files.writeString(copy.resolve(id + ".document"), "another letter");
  }

  private State state(String claim) {
    return ClaimState.of(server.bean(EvidenceLedger.class).current(), claim, Instant.now()).state();
  }
}
