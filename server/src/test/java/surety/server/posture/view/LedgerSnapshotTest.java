package surety.server.posture.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.evidence.BuildInForce;
import surety.evidence.Claim;
import surety.evidence.ClaimKind;
import surety.evidence.Entry;
import surety.evidence.FaultClass;
import surety.evidence.KeyRotation;
import surety.evidence.Ledger;
import surety.evidence.LedgerWriter;
import surety.evidence.NegativeControl;
import surety.evidence.Outcome;
import surety.evidence.ProbeResult;
import surety.evidence.ProbeResult.Cases;
import surety.evidence.ProbeResult.Target;
import surety.evidence.Severity;
import surety.evidence.SigningKey;
import surety.translog.Hash;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LedgerSnapshotTest {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Hash BUILD = Hash.of("build".getBytes(StandardCharsets.UTF_8));
  private static final Hash CONFIG = Hash.of("config".getBytes(StandardCharsets.UTF_8));
  private static final Target TARGET = new Target(BUILD, CONFIG, BUILD);

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final LedgerSnapshot snapshot = source();
  private Ledger ledger = Ledger.empty(key.verifyingKey());
  private Instant now = START;

  @BeforeEach
  void a_claim_is_made() {
    append(
        new Claim(
            "PL-02",
            1,
            "Only read.",
            ClaimKind.ENFORCED,
            Severity.CRITICAL,
            "egress-gate",
            List.of("writes"),
            Duration.ofDays(1),
            Duration.ofDays(3),
            1));
    append(new BuildInForce(BUILD, CONFIG));
  }

  @Test
  void a_claim_without_evidence_is_unproven() {
    ClaimView claim = claim();
    assertThat(claim.state()).isEqualTo(ShownState.UNPROVEN);
    assertThat(claim.reason()).endsWith(".");
    assertThat(claim.runs()).isEmpty();
    assertThat(snapshot.at(now).oldestProof()).isEmpty();
  }

  @Test
  void a_pass_with_its_negative_control_is_shown_with_both() {
    append(control(true));
    append(run(Outcome.PASS, 0));
    ClaimView claim = claim();
    assertThat(claim.state()).isEqualTo(ShownState.PROVEN);
    assertThat(claim.runs()).extracting(RunView::attack).containsExactly("attack of writes");
    assertThat(claim.killed()).isEqualTo(1);
    assertThat(claim.freshUntil()).isPresent();
    assertThat(snapshot.at(now).faults()).isEqualTo(new Snapshot.Tally(1, 1));
    assertThat(snapshot.at(now).log().attacks90()).isEqualTo(7);
  }

  @Test
  void the_pages_are_due_again_when_time_changes_a_state() {
    append(control(true));
    append(run(Outcome.PASS, 0));
    Snapshot fresh = snapshot.at(now);
    assertThat(claim(fresh).state()).isEqualTo(ShownState.PROVEN);
    assertThat(fresh.until()).isAfter(now).isBefore(now.plus(Duration.ofDays(1)).plusSeconds(1));
    assertThat(claim(snapshot.at(fresh.until().minusMillis(1))).state())
        .isEqualTo(ShownState.PROVEN);
    assertThat(claim(snapshot.at(fresh.until())).state()).isEqualTo(ShownState.STALE);
  }

  @Test
  void a_failing_run_is_shown_and_stays_in_the_list_when_a_later_one_passes() {
    append(control(true));
    append(run(Outcome.PASS, 0));
    append(run(Outcome.FAIL, 1));
    assertThat(claim().state()).isEqualTo(ShownState.FAILING);
    append(run(Outcome.PASS, 0));
    Snapshot later = snapshot.at(now);
    assertThat(claim(later).state()).isEqualTo(ShownState.PROVEN);
    assertThat(later.failures()).extracting(Failure::outcome).containsExactly("FAIL");
    assertThat(later.changes())
        .extracting(Change::to)
        .startsWith(ShownState.PROVEN, ShownState.FAILING, ShownState.PROVEN);
  }

  @Test
  void what_another_build_went_through_counts_for_nothing() {
    append(control(true));
    append(run(Outcome.PASS, 0));
    append(new BuildInForce(Hash.of(new byte[] {1}), CONFIG));
    assertThat(claim().state()).isEqualTo(ShownState.UNPROVEN);
    assertThat(snapshot.at(now).matrix()).isEmpty();
  }

  @Test
  void a_clock_behind_the_ledger_reads_it_at_its_end() {
    append(run(Outcome.FAIL, 1));
    assertThat(claim(snapshot.at(START.minusSeconds(60))).state()).isEqualTo(ShownState.FAILING);
  }

  @Test
  void former_keys_stay_listed_with_the_entry_by_which_they_hand_over() {
    SigningKey next = SigningKey.generate(new SecureRandom());
    append(new KeyRotation(next.verifyingKey(), "yearly"));
    assertThat(snapshot.at(now).keys())
        .extracting(KeyView::fingerprint)
        .containsExactly(next.verifyingKey().id(), key.verifyingKey().id());
    assertThat(snapshot.at(now).keys().getFirst().handover()).contains(ledger.head().size());
    assertThat(snapshot.at(now).keys().getLast().until()).isPresent();
  }

  @Test
  void who_has_asked_all_the_time_is_told_the_same_changes_as_who_asks_for_the_first_time() {
    for (int i = 0; i < 12; i++) {
      append(
          i % 5 == 0
              ? control(true)
              : run(i % 4 == 0 ? Outcome.FAIL : Outcome.PASS, i % 4 == 0 ? 1 : 0));
      assertThat(snapshot.at(now).changes()).isEqualTo(source().at(now).changes());
    }
    now = now.plus(Duration.ofDays(2));
    assertThat(snapshot.at(now).changes()).isEqualTo(source().at(now).changes()).isNotEmpty();
    now = now.plus(Duration.ofDays(91));
    assertThat(snapshot.at(now).changes()).isEqualTo(source().at(now).changes());
  }

  private LedgerSnapshot source() {
    return new LedgerSnapshot(
        this::ledger,
        key.verifyingKey(),
        ledger -> "note " + ledger.head().size(),
        probe -> "attack of " + probe,
        () -> new BuildInForce(BUILD, CONFIG),
        "1.0",
        () -> "https://surety.example");
  }

  private ClaimView claim() {
    return claim(snapshot.at(now));
  }

  private static ClaimView claim(Snapshot snapshot) {
    return Objects.requireNonNull(snapshot.byId().get("PL-02"));
  }

  private Ledger ledger() {
    return ledger;
  }

  private void append(Entry entry) {
    now = now.plusSeconds(60);
    ledger = ledger.with(new LedgerWriter(key).next(ledger.head(), entry, now));
  }

  private ProbeResult run(Outcome outcome, int succeeded) {
    return new ProbeResult(
        "writes",
        TARGET,
        List.of(new Claim.ClaimRef("PL-02", 1)),
        "loopback",
        "00",
        Optional.empty(),
        outcome,
        outcome == Outcome.PASS ? "" : "a write got through",
        new Cases(3, 3, 7, succeeded, 2, 3),
        "all connectors",
        now.plusSeconds(50),
        now.plusSeconds(55),
        List.of(),
        List.of(),
        List.of());
  }

  private NegativeControl control(boolean killed) {
    return new NegativeControl(
        "any-method",
        "egress-gate",
        FaultClass.LIVE_OFF,
        "writes",
        TARGET,
        BUILD,
        killed ? Outcome.FAIL : Outcome.PASS,
        killed ? 3 : 0,
        now,
        now.plus(Duration.ofDays(7)));
  }
}
