package surety.server.posture.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.Claim.ClaimRef;
import surety.evidence.ClaimKind;
import surety.evidence.ClaimState;
import surety.evidence.Entry;
import surety.evidence.FaultClass;
import surety.evidence.Ledger;
import surety.evidence.LedgerWriter;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Severity;
import surety.evidence.SigningKey;
import surety.evidence.State;
import surety.server.posture.claim.Claims;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwinScheduleTest {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Claims CLAIMS =
      Claims.of(
          Map.of(
              "claims/x.yaml",
              """
              - id: XX-01
                sentence: Nobody gets in.
                kind: enforced
                severity: critical
                control: door
                probe: doors
              - id: XX-02
                sentence: Nobody looks in.
                kind: enforced
                severity: high
                control: window
                probe: windows
              - id: XX-03
                sentence: Nobody digs in.
                kind: enforced
                severity: critical
                control: cellar
                probe: cellars
                unproven: There is no cellar.
              """));

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final BuildInForce running = new BuildInForce(digest("build"), digest("config"));
  private Ledger ledger = Ledger.empty(key.verifyingKey());
  private Instant now = START;

  @BeforeEach
  void two_claims_are_made() {
    append(claim("XX-01", "Nobody gets in.", Severity.CRITICAL, "door", "doors"));
    append(claim("XX-02", "Nobody looks in.", Severity.HIGH, "window", "windows"));
    append(running);
  }

  @Test
  void over_a_month_no_claim_is_unproven_for_a_moment_and_the_twin_runs_every_sixth_day() {
    twinRuns();
    int runs = 0;
    for (int hour = 0; hour < 31 * 24; hour++) {
      if (hour % 6 == 0) {
        pass("doors", "XX-01");
        pass("windows", "XX-02");
      }
      if (isDue()) {
        twinRuns();
        runs++;
      }
      assertThat(state("XX-01")).as("hour %d", hour).isEqualTo(State.PROVEN);
      assertThat(state("XX-02")).as("hour %d", hour).isEqualTo(State.PROVEN);
      now = now.plus(Duration.ofHours(1));
    }
    assertThat(runs).isBetween(4, 5);
  }

  @Test
  void it_is_due_a_day_before_the_first_claim_would_become_unproven() {
    twinRuns();
    pass("doors", "XX-01");
    now = START.plus(Duration.ofDays(6)).minusSeconds(1);
    assertThat(isDue()).isFalse();
    now = START.plus(Duration.ofDays(6));
    assertThat(isDue()).isTrue();
  }

  @Test
  void it_is_due_at_once_on_a_new_build_and_goes_on_being_due_if_the_twin_broke_off() {
    assertThat(isDue()).isTrue();
    kill("door-open", "door", "doors", Severity.CRITICAL);
    assertThat(isDue()).as("the twin broke off after one fault of two").isTrue();
    kill("window-open", "window", "windows", Severity.HIGH);
    assertThat(isDue()).isFalse();
  }

  @Test
  void a_fault_that_nobody_noticed_is_tried_again() {
    twinRuns();
    append(control("door-ajar", "door", "doors", Severity.CRITICAL, 0));
    assertThat(isDue()).isTrue();
  }

  @Test
  void a_probe_that_noticed_only_faults_of_other_controls_is_due_by_the_severity_of_its_claim() {
    kill("door-open", "door", "windows", Severity.HIGH);
    kill("window-open", "window", "windows", Severity.HIGH);
    kill("window-open", "window", "doors", Severity.HIGH);
    pass("doors", "XX-01");
    assertThat(isDue()).as("no probe of the claim notices the fault of its control").isTrue();
    kill("door-open", "door", "doors", Severity.HIGH);
    assertThat(isDue()).isFalse();
    now = START.plus(Duration.ofDays(6));
    assertThat(isDue()).as("a critical claim counts it for seven days, not for thirty").isTrue();
  }

  @Test
  void a_server_whose_build_is_not_the_one_in_force_leaves_it_to_the_others() {
    append(new BuildInForce(digest("another"), digest("config")));
    assertThat(isDue()).isFalse();
  }

  private boolean isDue() {
    return TwinSchedule.isDue(ledger, CLAIMS, running, now);
  }

  private State state(String claim) {
    return ClaimState.of(ledger, claim, now).state();
  }

  private void twinRuns() {
    kill("door-open", "door", "doors", Severity.CRITICAL);
    kill("window-open", "window", "windows", Severity.HIGH);
  }

  private void kill(String fault, String control, String probe, Severity severity) {
    append(control(fault, control, probe, severity, 1));
  }

  private NegativeControl control(
      String fault, String control, String probe, Severity severity, int succeeded) {
    return new NegativeControl(
        fault,
        control,
        FaultClass.LIVE_OFF,
        probe,
        target(probe),
        digest("twin"),
        succeeded > 0 ? Outcome.FAIL : Outcome.PASS,
        succeeded,
        now,
        now.plus(severity.negativeControl()));
  }

  private void pass(String probe, String claim) {
    append(
        new ProbeResult(
            probe,
            target(probe),
            List.of(new ClaimRef(claim, 1)),
            "loopback",
            "00112233445566778899aabbccddeeff",
            Optional.empty(),
            Outcome.PASS,
            "",
            new Cases(3, 3, 3, 0, 1, 3),
            "every opening",
            now,
            now,
            List.of(),
            List.of(),
            List.of()));
  }

  private Target target(String probe) {
    return new Target(running.build(), running.config(), digest(probe));
  }

  private static Claim claim(
      String id, String sentence, Severity severity, String control, String probe) {
    return new Claim(
        id,
        1,
        sentence,
        ClaimKind.ENFORCED,
        severity,
        control,
        List.of(probe),
        severity.fresh(),
        severity.expire(),
        1);
  }

  private void append(Entry entry) {
    ledger = ledger.with(new LedgerWriter(key).next(ledger.head(), entry, now));
  }

  private static Hash digest(String of) {
    return Hash.of(of.getBytes(StandardCharsets.UTF_8));
  }
}
