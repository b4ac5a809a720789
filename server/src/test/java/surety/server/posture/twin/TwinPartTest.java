package surety.server.posture.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.posture.claim.Claims;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinPartTest {

  private final Claims claims = Claims.bundled();

  @Test
  void everything_needs_no_options() {
    assertThat(TwinPart.everything().options()).isEmpty();
    assertThat(TwinPart.everything().isEmpty()).isFalse();
  }

  @Test
  void a_claim_asks_for_the_faults_of_its_control_and_for_its_probe() {
    assertThat(TwinPart.of(claims, List.of("PL-09")).options())
        .containsExactly("--control", "figure-age", "--probe", "figure-age");
  }

  @Test
  void another_claim_of_the_same_control_lends_its_probe_so_that_each_fault_is_noticed() {
    TwinPart part = TwinPart.of(claims, List.of("PL-03"));
    assertThat(part.controls()).containsExactly("egress-gate");
    assertThat(part.probes()).contains("source-unchanged", "source-writes");
  }

  @Test
  void a_probe_that_is_there_for_other_controls_too_brings_their_faults() {
    TwinPart part = TwinPart.of(claims, List.of("PL-37"));
    assertThat(part.controls()).contains("subprocessor-list", "egress-address");
  }

  @Test
  void a_fault_that_is_named_is_tried_with_every_probe_or_with_those_of_a_claim() {
    assertThat(TwinPart.everything().under(List.of("any-method")).options())
        .containsExactly("--fault", "any-method");
    assertThat(TwinPart.of(claims, List.of("PL-09")).under(List.of("any-method")).options())
        .containsExactly("--fault", "any-method", "--probe", "figure-age");
  }

  @Test
  void a_claim_that_no_probe_can_show_needs_no_twin() {
    assertThat(TwinPart.of(claims, List.of("PL-36")).isEmpty()).isTrue();
  }

  @Test
  void all_claims_together_ask_for_every_control() {
    List<String> ids = claims.all().stream().map(claim -> claim.id()).toList();
    assertThat(TwinPart.of(claims, ids).controls()).isEqualTo(claims.controls());
  }
}
