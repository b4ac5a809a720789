package surety.server.posture.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.evidence.Severity;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClaimsFileTest {

  private static final String GOOD =
      """
      - id: XX-01
        sentence: Nobody reads another workspace's note.
        kind: enforced
        severity: critical
        control: guard
        probe: [notes, more-notes]
        cases: 3
      """;

  @Test
  void an_entry_becomes_a_claim() {
    Claim claim = claims(GOOD).all().getFirst();
    assertThat(claim.id()).isEqualTo("XX-01");
    assertThat(claim.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(claim.probes()).containsExactly("notes", "more-notes");
    assertThat(claim.minimumCases()).isEqualTo(3);
  }

  @Test
  void the_same_as_another_takes_its_binding_and_keeps_its_own_sentence() {
    Claims claims = claims(GOOD + "- id: XX-02\n  sentence: Nobody at all.\n  same-as: XX-01\n");
    Claim claim = claims.find("XX-02").orElseThrow();
    assertThat(claim.sentence()).isEqualTo("Nobody at all.");
    assertThat(claim.probes()).containsExactly("notes", "more-notes");
  }

  @Test
  void what_the_format_does_not_know_is_an_error_that_names_file_and_claim() {
    assertRefused(GOOD.replace("severity:", "gravity:"), "gravity");
    assertRefused(GOOD.replace("critical", "grave"), "critical, high, medium, low");
    assertRefused(GOOD.replace("control: guard", "control: The Guard"), "control");
    assertRefused(GOOD.replace("cases: 3", "cases: none"), "cases");
    assertRefused(GOOD.replace("note.", "note"), "full stop");
    assertRefused(GOOD + GOOD, "twice");
    assertRefused(GOOD.replace("XX-01", "1"), "id");
    assertRefused("just text", "list");
    assertRefused(GOOD + "  id: XX-09\n", "line");
  }

  @Test
  void a_claim_that_is_bound_to_nothing_is_refused() {
    assertRefused(GOOD.replace("  probe: [notes, more-notes]\n", ""), "bound to nothing");
    assertRefused(GOOD + "  attestation: a-word\n", "bound to nothing, or twice");
    assertRefused(GOOD.replace("probe: [notes, more-notes]", "attestation: a-word"), "not enough");
  }

  @Test
  void a_probe_that_is_not_there_and_one_that_serves_no_claim_are_told() {
    assertThat(claims(GOOD).faults(List.of("notes", "more-notes"))).isEmpty();
    assertThat(claims(GOOD).faults(List.of("notes", "orphan")))
        .containsExactly(
            "XX-01 names a probe that is not there: more-notes", "probe serves no claim: orphan");
  }

  @Test
  void the_server_makes_all_thirty_seven_promises() {
    List<String> ids = IntStream.rangeClosed(1, 37).mapToObj("PL-%02d"::formatted).toList();
    assertThat(Claims.bundled().all().stream().map(Claim::id)).containsAll(ids);
  }

  private static Claims claims(String text) {
    return Claims.of(Map.of("claims/test.yaml", text));
  }

  private static void assertRefused(String text, String why) {
    assertThatThrownBy(() -> claims(text))
        .isInstanceOf(ClaimsInvalid.class)
        .hasMessageStartingWith("claims/test.yaml: ")
        .hasMessageContaining(why);
  }
}
