package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KillMatrixTest {

  private static final List<DeclaredFault> FAULTS = List.of(fault("open-door"), fault("open-gate"));

  private final KillMatrix matrix = new KillMatrix(FAULTS, true);

  @Test
  void a_matrix_in_which_every_row_and_column_has_a_kill_has_no_hole() {
    without("doors", "PASS");
    without("gates", "PASS");
    under("open-door", "doors", "FAIL", 2);
    under("open-door", "gates", "PASS", 0);
    under("open-gate", "doors", "PASS", 0);
    under("open-gate", "gates", "FAIL", 1);

    assertThat(matrix.holes()).isEmpty();
    assertThat(matrix.killers("open-door")).containsExactly("doors");
    assertThat(matrix.killed("gates")).containsExactly("open-gate");
  }

  @Test
  void it_tells_how_long_all_runs_of_a_probe_and_all_against_a_fault_took() {
    without("doors", "PASS");
    under("open-door", "doors", "FAIL", 2);
    under("open-gate", "doors", "PASS", 0);
    under("open-gate", "gates", "FAIL", 1);

    assertThat(matrix.toJson())
        .extractingByKey("probes")
        .asString()
        .contains("id=doors", "millis=15");
    assertThat(matrix.toJson()).extractingByKey("faults").asString().contains("millis=5");
  }

  @Test
  void a_fault_that_nobody_notices_is_a_hole() {
    without("doors", "PASS");
    under("open-door", "doors", "FAIL", 1);
    under("open-gate", "doors", "PASS", 0);

    assertThat(matrix.holes()).containsExactly("no probe notices fault open-gate");
  }

  @Test
  void a_probe_that_notices_nothing_is_an_ornament() {
    without("doors", "PASS");
    without("ornament", "PASS");
    under("open-door", "doors", "FAIL", 1);
    under("open-gate", "doors", "FAIL", 1);

    assertThat(matrix.holes()).containsExactly("probe ornament notices no fault");
  }

  @Test
  void of_faults_that_are_named_one_asks_who_notices_them_and_of_probes_nothing() {
    KillMatrix part = new KillMatrix(FAULTS, false);
    part.baseline(cell("", "doors", "PASS", 0));
    part.baseline(cell("", "gates", "PASS", 0));
    part.add(cell("open-door", "doors", "FAIL", 1));

    assertThat(part.holes()).containsExactly("no probe notices fault open-gate");
  }

  @Test
  void an_invalid_run_is_no_kill() {
    without("doors", "PASS");
    under("open-door", "doors", "INVALID", 0);

    assertThat(matrix.killers("open-door")).isEmpty();
  }

  @Test
  void a_failure_without_an_attack_that_succeeded_is_no_kill() {
    without("doors", "PASS");
    under("open-door", "doors", "FAIL", 0);

    assertThat(matrix.killers("open-door")).isEmpty();
  }

  @Test
  void a_probe_that_fails_without_any_fault_notices_none() {
    without("doors", "PASS");
    without("doors", "FAIL");
    under("open-door", "doors", "FAIL", 1);

    assertThat(matrix.killers("open-door")).isEmpty();
    assertThat(matrix.holes()).contains("probe doors does not pass without a fault: FAIL why");
  }

  @Test
  void a_fault_that_could_not_be_tried_is_a_hole() {
    matrix.refuse("open-door", "nothing to replace");

    assertThat(matrix.holes()).contains("fault open-door: nothing to replace");
  }

  private void without(String probe, String outcome) {
    matrix.baseline(cell("", probe, outcome, 0));
  }

  private void under(String fault, String probe, String outcome, int succeeded) {
    matrix.add(cell(fault, probe, outcome, succeeded));
  }

  private static Cell cell(String fault, String probe, String outcome, int succeeded) {
    String reason = outcome.equals("PASS") ? "" : "why";
    return new Cell(
        fault, probe, "", outcome, reason, succeeded, 1, 1, List.of(), "2026-01-01T00:00:00Z", 5);
  }

  private static DeclaredFault fault(String id) {
    return new DeclaredFault(id, "doors-and-gates", false, false, List.of());
  }
}
