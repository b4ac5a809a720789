package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.evidence.CounterEvidenceClosed.Resolution;
import surety.evidence.ProbeResult.Cases;

/// The rules, one by one: SPEC.md, section 5.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimStateTest {

  @Test
  void a_claim_with_a_fresh_pass_and_a_live_negative_control_is_proven() {
    ClaimState state = Script.proven(Severity.HIGH).state("PL-01");
    assertThat(state.state()).isEqualTo(State.PROVEN);
    assertThat(state.evidence()).containsExactly(4L);
    assertThat(state.controlProof().killed()).containsExactly("lock-open");
    assertThat(state.confidence().score()).isEqualTo(1.0);
    assertThat(state.age()).contains(Duration.ofSeconds(1));
    assertThat(state.freshUntil()).contains(Script.START.minusSeconds(1).plus(Duration.ofDays(3)));
  }

  @Test
  void it_becomes_stale_then_expired_then_unproven_by_time_alone() {
    Script script = Script.proven(Severity.HIGH);
    assertThat(script.stateAfter(Duration.ofHours(71)).state()).isEqualTo(State.PROVEN);
    assertThat(script.stateAfter(Duration.ofHours(73)).state()).isEqualTo(State.STALE);
    assertThat(script.stateAfter(Duration.ofDays(8)).state()).isEqualTo(State.EXPIRED);
    assertThat(script.stateAfter(Duration.ofDays(31)).state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void a_failure_makes_it_fail_until_the_same_probe_passes() {
    Script script = Script.proven(Severity.HIGH).run("reader", Outcome.FAIL, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    assertThat(script.stateAfter(Duration.ofDays(400)).state()).isEqualTo(State.FAILING);
    script.run("reader", Outcome.INVALID, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.run("reader", Outcome.PASS, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void a_new_wording_a_new_build_or_another_probe_does_not_end_a_failure() {
    Script script = Script.proven(Severity.HIGH).run("reader", Outcome.FAIL, "PL-01@1");
    script.add(Script.claim("PL-01", 2, Severity.HIGH, "reader"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.builds("2");
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.add(Script.claim("PL-01", 3, Severity.HIGH, "writer"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.add(Script.claim("PL-01", 4, ClaimKind.ATTESTED, Severity.HIGH));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.add(Script.claim("PL-01", 5, Severity.HIGH, "writer"));
    script.run("writer", Outcome.PASS, "PL-01@5");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void a_changed_sentence_is_unproven() {
    Script script = Script.proven(Severity.HIGH);
    script.add(Script.claim("PL-01", 2, Severity.HIGH, "reader"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void another_build_is_unproven_until_probe_and_negative_control_ran_on_it() {
    Script script = Script.proven(Severity.HIGH).builds("2");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.run("reader", Outcome.PASS, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.kill("lock-open", "reader");
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void without_a_recorded_build_or_a_probe_it_is_unproven() {
    Script script = new Script().add(Script.claim("PL-01", 1, Severity.LOW, "reader"));
    assertThat(script.state("PL-01").reason()).contains("not recorded what runs");
    script.builds("1").add(Script.claim("PL-02", 1, Severity.LOW));
    assertThat(script.state("PL-02").reason()).contains("no probe is bound");
  }

  @Test
  void every_probe_must_pass() {
    Script script = Script.proven(Severity.HIGH);
    script.add(Script.claim("PL-01", 1, Severity.HIGH, "reader", "writer"));
    script.kill("lock-open", "writer");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.run("writer", Outcome.PASS, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void a_pass_without_negative_control_is_unproven() {
    Script script =
        new Script()
            .builds("1")
            .add(Script.claim("PL-01", 1, Severity.HIGH, "reader"))
            .run("reader", Outcome.PASS, "PL-01@1");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.kill("lock-open", "reader");
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void a_probe_that_no_longer_notices_makes_it_unproven_at_once() {
    Script script = Script.proven(Severity.HIGH).miss("lock-open", "reader");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void a_fault_of_its_control_that_nobody_notices_makes_it_unproven() {
    Script script = Script.proven(Severity.HIGH).miss("lock-gone", "reader");
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.kill("lock-gone", "another");
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void a_kill_of_another_control_alone_is_not_enough() {
    Script script =
        new Script()
            .builds("1")
            .add(Script.claim("PL-01", 1, Severity.HIGH, "reader"))
            .run("reader", Outcome.PASS, "PL-01@1");
    script.add(
        script.negativeControl("window-open", "window", "reader", FaultClass.LIVE_OFF, true));
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void a_transcript_is_enough_for_a_low_claim_only_and_lowers_confidence() {
    for (Severity severity : Severity.values()) {
      Script script =
          new Script()
              .builds("1")
              .add(Script.claim("PL-01", 1, severity, "reader"))
              .run("reader", Outcome.PASS, "PL-01@1");
      script.add(
          script.negativeControl("lock-open", "lock", "reader", FaultClass.TRANSCRIPT, true));
      boolean enough = severity == Severity.MEDIUM || severity == Severity.LOW;
      ClaimState state = script.state("PL-01");
      assertThat(state.state()).isEqualTo(enough ? State.PROVEN : State.UNPROVEN);
      assertThat(state.confidence().score()).isEqualTo(enough ? 0.3 : 0);
    }
  }

  @Test
  void a_pass_that_its_cases_do_not_bear_out_is_no_pass() {
    for (Cases cases :
        new Cases[] {
          new Cases(4, 3, 3, 0, 2, 4),
          new Cases(4, 4, 3, 1, 2, 4),
          new Cases(0, 0, 0, 0, 2, 4),
          new Cases(4, 4, 0, 0, 2, 4),
          new Cases(4, 4, 4, 0, 0, 4),
          new Cases(4, 4, 4, 0, 2, 0)
        }) {
      Script script = Script.proven(Severity.HIGH).builds("2").kill("lock-open", "reader");
      script.add(script.result("reader", Outcome.PASS, cases, "PL-01@1"));
      assertThat(script.state("PL-01").state()).as(cases.toString()).isEqualTo(State.UNPROVEN);
    }
  }

  @Test
  void fewer_cases_than_the_claim_asks_for_are_unproven() {
    Script script = Script.proven(Severity.HIGH).wait(Duration.ofMinutes(1));
    script.add(script.result("reader", Outcome.PASS, new Cases(1, 1, 1, 0, 1, 1), "PL-01@1"));
    assertThat(script.state("PL-01").reason()).contains("too few cases: 1 of 2");
  }

  @Test
  void not_being_able_to_check_for_longer_than_a_pass_is_fresh_is_a_failure() {
    Script script = Script.proven(Severity.HIGH).wait(Duration.ofDays(1));
    script.run("reader", Outcome.INVALID, "PL-01@1").wait(Duration.ofDays(2));
    script.run("reader", Outcome.INVALID, "PL-01@1");
    assertThat(script.stateAfter(Duration.ofHours(23)).state()).isEqualTo(State.STALE);
    assertThat(script.stateAfter(Duration.ofHours(25)).state()).isEqualTo(State.FAILING);
  }

  @Test
  void open_counter_evidence_is_a_failure_until_evidence_closes_it() {
    Script script = Script.proven(Severity.HIGH);
    LedgerEntry pass = script.ledger().entries().getLast();
    script.add(new CounterEvidence("r1", "PL-01", "report", "read it", Script.digest("mail")));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    script.add(new CounterEvidenceClosed("r1", Resolution.RESOLVED, "fixed", pass.digest()));
    assertThat(script.state("PL-01").state()).as("a pass of before").isEqualTo(State.FAILING);
    script.run("reader", Outcome.PASS, "PL-01@1");
    pass = script.ledger().entries().getLast();
    script.add(new CounterEvidenceClosed("r1", Resolution.RESOLVED, "fixed", pass.digest()));
    assertThat(script.state("PL-01").state()).isEqualTo(State.PROVEN);
  }

  @Test
  void an_accepted_risk_stays_a_failure_and_ends() {
    Script script = Script.proven(Severity.HIGH).run("reader", Outcome.FAIL, "PL-01@1");
    Instant until = script.now().plus(Duration.ofDays(2));
    script.add(new RiskAccepted("PL-01", "owner", "known", until));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
    assertThat(script.state("PL-01").accepted()).isPresent();
    assertThat(script.stateAfter(Duration.ofDays(3)).accepted()).isEmpty();
  }

  @Test
  void a_persons_word_counts_when_a_second_person_approves_and_until_its_date() {
    Script script = new Script().add(word(Severity.HIGH)).add(attestation(400));
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
    script.add(new AttestationApproval("a1", "Ada"));
    assertThat(script.state("PL-01").state()).as("her own").isEqualTo(State.UNPROVEN);
    script.add(new AttestationApproval("a1", "Bo"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.ATTESTED);
    assertThat(script.stateAfter(Duration.ofDays(89)).state()).isEqualTo(State.ATTESTED);
    assertThat(script.stateAfter(Duration.ofDays(91)).state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void a_critical_claim_may_not_rest_on_a_persons_word() {
    Script script = new Script().add(word(Severity.CRITICAL)).add(attestation(10));
    script.add(new AttestationApproval("a1", "Bo"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void a_withdrawn_claim_keeps_the_state_that_it_had_and_can_be_made_again() {
    Script script = Script.proven(Severity.HIGH).run("reader", Outcome.FAIL, "PL-01@1");
    script.add(new Withdrawal("PL-01", "no longer offered"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.WITHDRAWN);
    assertThat(script.state("PL-01").lastState()).contains(State.FAILING);
    script.add(Script.claim("PL-01", 2, Severity.HIGH, "reader"));
    assertThat(script.state("PL-01").state()).isEqualTo(State.FAILING);
  }

  @Test
  void what_is_recorded_later_does_not_change_the_past() {
    Script script = Script.proven(Severity.HIGH);
    Instant then = script.now();
    script.wait(Duration.ofHours(1)).run("reader", Outcome.FAIL, "PL-01@1");
    assertThat(ClaimState.of(script.ledger(), "PL-01", then).state()).isEqualTo(State.PROVEN);
  }

  private static Claim word(Severity severity) {
    return Script.claim("PL-01", 1, ClaimKind.ATTESTED, severity);
  }

  private static Attestation attestation(int days) {
    return new Attestation(
        "a1",
        Script.refs("PL-01@1").getFirst(),
        "Ada",
        "It is so.",
        Script.digest("paper"),
        "paper",
        Script.START,
        Script.START.plus(Duration.ofDays(days)));
  }
}
