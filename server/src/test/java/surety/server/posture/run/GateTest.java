package surety.server.posture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.ClaimKind;
import surety.evidence.ClaimState;
import surety.evidence.Entry;
import surety.evidence.FaultClass;
import surety.evidence.Ledger;
import surety.evidence.LedgerWriter;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.Severity;
import surety.evidence.SigningKey;
import surety.evidence.State;
import surety.server.posture.probe.Probe;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {

  private static final Hash BUILD = Hash.of(new byte[] {1});
  private static final Hash CONFIG = Hash.of(new byte[] {2});

  private final Target target = new Target();
  private final ProbeExecution execution = new ProbeExecution(target.means(), Clock.systemUTC());

  @Test
  void a_probe_that_attacks_is_let_through() {
    assertThat(run(BadProbes.honest(), true).outcome()).isEqualTo(Outcome.PASS);
    assertThat(run(BadProbes.honest(), false).outcome()).isEqualTo(Outcome.FAIL);
    assertThat(state(BadProbes.honest())).isEqualTo(State.PROVEN);
  }

  @TestFactory
  Stream<DynamicTest> a_probe_that_shows_nothing_never_proves_a_claim() {
    return empty()
        .map(
            probe ->
                DynamicTest.dynamicTest(
                    probe.id(), () -> assertThat(state(probe)).isEqualTo(State.UNPROVEN)));
  }

  @TestFactory
  Stream<DynamicTest> a_probe_that_shows_nothing_and_does_not_ask_the_target_is_invalid() {
    return empty()
        .filter(probe -> !probe.id().equals("ignores-the-answer"))
        .map(
            probe ->
                DynamicTest.dynamicTest(
                    probe.id(),
                    () -> {
                      run(probe, true);
                      assertThat(run(probe, true).outcome()).isEqualTo(Outcome.INVALID);
                    }));
  }

  @Test
  void a_probe_that_ignores_the_answer_does_not_notice_that_the_control_is_off() {
    assertThat(run(BadProbes.ignoresTheAnswer(), true).outcome()).isEqualTo(Outcome.PASS);
    assertThat(run(BadProbes.ignoresTheAnswer(), false).outcome()).isNotEqualTo(Outcome.FAIL);
  }

  @Test
  void the_reason_says_what_was_wrong() {
    assertThat(reason(BadProbes.alwaysPasses()))
        .isEqualTo("the nonce did not come back through the target");
    assertThat(reason(BadProbes.passesOnTimeOut())).isEqualTo("took longer than 100 ms");
    assertThat(reason(BadProbes.hasNoCases())).isEqualTo("there was nothing to attack");
    assertThat(reason(BadProbes.attacksSomethingElse()))
        .isEqualTo("the nonce did not come back through the target");
  }

  @Test
  void fewer_cases_than_before_are_invalid() {
    RunReport report = execution.run(BadProbes.honest(), Nonce.draw(Optional.empty()), 2);
    assertThat(report.verdict())
        .isEqualTo(new Verdict(Outcome.INVALID, "1 cases (expected: at least 2)"));
  }

  private static Stream<Probe> empty() {
    return Stream.of(
        BadProbes.alwaysPasses(),
        BadProbes.passesOnTimeOut(),
        BadProbes.hasNoCases(),
        BadProbes.ignoresTheAnswer(),
        BadProbes.answersFromMemory(),
        BadProbes.attacksSomethingElse());
  }

  private String reason(Probe probe) {
    return run(probe, true).verdict().reason();
  }

  private RunReport run(Probe probe, boolean guarded) {
    target.guarded(guarded);
    return execution.run(probe, Nonce.draw(Optional.empty()), 1);
  }

  /// The state of a claim after a run with the control on and one with the control off.
  private State state(Probe probe) {
    run(probe, true); // may keep something for the next run
    RunReport on = run(probe, true);
    RunReport off = run(probe, false);
    Ledger ledger =
        ledger(List.of(new BuildInForce(BUILD, CONFIG), claim(probe), result(on), control(off)));
    return ClaimState.of(ledger, "XX-01", on.endedAt().plusSeconds(60)).state();
  }

  private static Ledger ledger(List<Entry> entries) {
    SigningKey key = SigningKey.generate(new java.security.SecureRandom());
    LedgerWriter writer = new LedgerWriter(key);
    Ledger ledger = Ledger.empty(key.verifyingKey());
    for (Entry entry : entries) {
      ledger = ledger.with(writer.next(ledger.head(), entry, Clock.systemUTC().instant()));
    }
    return ledger;
  }

  private static Claim claim(Probe probe) {
    return new Claim(
        "XX-01",
        1,
        "Nobody else reads a workspace's note.",
        ClaimKind.ENFORCED,
        Severity.CRITICAL,
        "guard",
        List.of(probe.id()),
        Severity.CRITICAL.fresh(),
        Severity.CRITICAL.expire(),
        1);
  }

  private static ProbeResult.Target ran(RunReport report) {
    return new ProbeResult.Target(BUILD, CONFIG, Hash.fromHex(report.probeDigest()));
  }

  private static ProbeResult result(RunReport report) {
    return new ProbeResult(
        report.probe(),
        ran(report),
        List.of(new Claim.ClaimRef("XX-01", 1)),
        "loopback",
        report.nonce().server(),
        report.nonce().visitor(),
        report.outcome(),
        report.verdict().reason(),
        report.cases(),
        report.populationHow(),
        report.startedAt(),
        report.endedAt(),
        List.of(),
        report.transcript(),
        report.redactions());
  }

  private static NegativeControl control(RunReport report) {
    return new NegativeControl(
        "guard-off",
        "guard",
        FaultClass.LIVE_OFF,
        report.probe(),
        ran(report),
        Hash.of(new byte[] {3}),
        report.outcome(),
        report.cases().attacksSucceeded(),
        report.endedAt(),
        report.endedAt().plusSeconds(3600));
  }
}
