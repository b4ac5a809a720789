package surety.server.posture.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.evidence.FaultClass;
import surety.evidence.JsonObject;
import surety.evidence.Outcome;
import surety.server.posture.NegativeControls;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinReportTest {

  private static final Hash TWIN = Hash.of("twin".getBytes(StandardCharsets.UTF_8));
  private static final Hash BUILD = Hash.of("build".getBytes(StandardCharsets.UTF_8));
  private static final Hash CONFIG = Hash.of("config".getBytes(StandardCharsets.UTF_8));
  private static final Hash PROBE = Hash.of("probe".getBytes(StandardCharsets.UTF_8));

  private final List<NegativeControls.Report> appended = new ArrayList<>();
  private final List<JsonObject> steps = new ArrayList<>();
  private final TwinReport report = new TwinReport(TWIN, appended::addAll, steps::add);

  @Test
  void what_was_found_about_a_fault_is_appended_when_all_probes_were_tried_against_it() {
    report.accept(started());
    report.accept(run("open-door", "doors", "FAIL", 2));
    assertThat(appended).as("before it is done").isEmpty();

    report.accept(done("open-door"));

    assertThat(appended).hasSize(1);
    NegativeControls.Report kill = appended.getFirst();
    assertThat(kill.fault()).isEqualTo("open-door");
    assertThat(kill.control()).isEqualTo("doors");
    assertThat(kill.faultClass()).isEqualTo(FaultClass.LIVE_OFF);
    assertThat(kill.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(kill.attacksSucceeded()).isEqualTo(2);
    assertThat(kill.twin()).isEqualTo(TWIN);
    assertThat(kill.target().build()).isEqualTo(BUILD);
    assertThat(kill.target().config()).isEqualTo(CONFIG);
    assertThat(kill.target().probe()).isEqualTo(PROBE);
  }

  @Test
  void a_probe_that_did_not_notice_is_appended_too() {
    report.accept(started());
    report.accept(run("open-door", "doors", "FAIL", 1));
    report.accept(run("open-door", "gates", "PASS", 0));
    report.accept(done("open-door"));

    assertThat(appended).extracting(NegativeControls.Report::probe).contains("doors", "gates");
  }

  @Test
  void a_fault_that_was_broken_off_is_not_appended() {
    report.accept(started());
    report.accept(run("open-door", "doors", "FAIL", 1));
    report.accept(run("open-gate", "doors", "PASS", 0));
    report.accept(done("open-gate"));

    assertThat(appended).extracting(NegativeControls.Report::fault).containsExactly("open-gate");
  }

  @Test
  void the_matrix_is_there_only_at_the_end() {
    report.accept(started());
    assertThat(report.matrix()).isEmpty();

    report.accept("{\"matrix\": {\"faults\": [], \"probes\": [], \"holes\": [\"a hole\"]}}");

    assertThat(report.matrix().orElseThrow().texts("holes")).containsExactly("a hole");
  }

  @Test
  void a_run_of_a_twin_that_did_not_say_what_it_is_is_refused() {
    assertThatThrownBy(() -> report.accept(run("open-door", "doors", "FAIL", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String started() {
    return "{\"started\": {\"build\": \"%s\", \"config\": \"%s\", \"probes\": [\"doors\"]}}"
        .formatted(BUILD.hex(), CONFIG.hex());
  }

  private static String run(String fault, String probe, String outcome, int succeeded) {
    return """
    {"underFault": {"fault": "%s", "control": "doors", "class": "live-off", "run":
      {"probe": "%s", "digest": "%s", "outcome": "%s", "attacksSucceeded": %d,
       "endedAt": "2026-01-01T00:00:00Z"}}}
    """
        .formatted(fault, probe, PROBE.hex(), outcome, succeeded);
  }

  private static String done(String fault) {
    return "{\"done\": {\"fault\": \"%s\", \"control\": \"doors\", \"killedBy\": []}}"
        .formatted(fault);
  }
}
