package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.evidence.ProbeResult.Cases;

/// What is made from states and negative controls: the report, the matrix, the confidence.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ViewsTest {

  @Test
  void the_report_says_of_each_claim_what_the_state_function_says() {
    RandomLedger.forAll(
        30,
        random -> {
          Ledger ledger = random.script().ledger();
          Instant at = random.script().now();
          JsonObject report = ClaimReport.of(ledger, at);
          for (JsonObject claim : report.objects("claims")) {
            ClaimState state = ClaimState.of(ledger, claim.text("id"), at);
            assertThat(claim.text("state")).isEqualTo(state.state().text());
            assertThat(claim.text("reason")).isEqualTo(state.reason());
            assertThat(claim.has("freshUntil")).isEqualTo(state.freshUntil().isPresent());
          }
          assertThat(report.objects("claims")).hasSameSizeAs(ledger.claims());
          assertThat(Json.parse(report.pretty())).isEqualTo(Json.parse(report.toString()));
        });
  }

  @Test
  void the_counts_name_every_state() {
    JsonObject counts =
        ClaimReport.of(Script.proven(Severity.LOW).ledger(), Script.START).object("counts");
    assertThat(counts.members()).hasSize(State.values().length);
    assertThat(counts.number("proven")).isOne();
    assertThat(counts.number("failing")).isZero();
  }

  @Test
  void the_matrix_shows_the_newest_run_of_each_probe_against_each_fault() {
    Script script = Script.proven(Severity.HIGH).miss("lock-gone", "reader");
    script.kill("lock-gone", "writer").miss("lock-open", "reader").miss("lock-open", "writer");
    KillMatrix matrix = KillMatrix.of(script.ledger(), script.now());
    assertThat(matrix.survivors()).extracting(KillMatrix.FaultRow::id).containsExactly("lock-open");
    assertThat(matrix.ornaments()).extracting(KillMatrix.ProbeColumn::id).containsExactly("reader");
    assertThat(matrix.faults().getFirst().killedBy()).containsExactly("writer");
    assertThat(KillMatrix.of(script.builds("2").ledger(), script.now()).faults()).isEmpty();
  }

  @Test
  void confidence_falls_with_a_weak_negative_control_with_coverage_and_with_age() {
    Script script = new Script().builds("1").add(Script.claim("PL-01", 1, Severity.HIGH, "reader"));
    script.add(script.negativeControl("lock-open", "lock", "reader", FaultClass.PLANTED, true));
    script.add(script.result("reader", Outcome.PASS, new Cases(4, 4, 4, 0, 1, 8), "PL-01@1"));
    assertThat(script.state("PL-01").confidence().score()).isEqualTo(0.3);
    assertThat(script.stateAfter(Duration.ofDays(3).minusSeconds(1)).confidence().score())
        .isEqualTo(0.15);
    assertThat(script.stateAfter(Duration.ofDays(5)).confidence().score()).isEqualTo(0.07);
    assertThat(script.stateAfter(Duration.ofDays(8)).confidence().score()).isZero();
  }
}
