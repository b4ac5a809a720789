package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LedgerTest {
  private final Script script =
      Script.proven(Severity.HIGH).wait(Duration.ofHours(1)).run("reader", Outcome.FAIL, "PL-01@1");

  @Test
  void entries_are_read_as_they_were_written() {
    RandomLedger.forAll(
        20,
        random -> {
          Script written = random.script();
          Ledger read = read(written.envelopes(), written);
          assertThat(read.all(Entry.class)).isEqualTo(written.ledger().all(Entry.class).toList());
          assertThat(read.head()).isEqualTo(written.ledger().head());
          assertThat(read.key()).isEqualTo(written.ledger().key());
        });
  }

  @Test
  void a_missing_entry_is_named() {
    List<byte[]> envelopes = script.envelopes();
    envelopes.remove(2);
    assertThat(defects(envelopes))
        .contains(
            new Defect(4, "stands where entry 3 should"),
            new Defect(4, "does not follow the entry before: its digest is another"));
  }

  @Test
  void exchanged_entries_are_named() {
    List<byte[]> envelopes = script.envelopes();
    Collections.swap(envelopes, 1, 3);
    assertThat(defects(envelopes)).extracting(Defect::seq).contains(2L, 4L);
  }

  @Test
  void an_entry_of_another_ledger_is_named() {
    List<byte[]> envelopes = script.envelopes();
    envelopes.set(3, Script.proven(Severity.HIGH).envelopes().get(3));
    assertThat(defects(envelopes)).contains(new Defect(4, "is not signed with the key in force"));
  }

  @Test
  void any_changed_bit_is_noticed() {
    for (int i = 0; i < 200; i++) {
      List<byte[]> envelopes = script.envelopes();
      byte[] damaged = envelopes.get(i % envelopes.size());
      damaged[(i * 37) % damaged.length] ^= (byte) (1 << (i % 7));
      assertThat(defects(envelopes)).isNotEmpty();
    }
  }

  @Test
  void after_a_rotation_the_former_key_signs_nothing() {
    SigningKey former = script.key();
    script.rotate(SigningKey.generate(new SecureRandom()));
    LedgerEntry late =
        new LedgerWriter(former)
            .next(script.ledger().head(), new Withdrawal("PL-01", "no"), script.now());
    assertThatThrownBy(() -> script.ledger().with(late))
        .isInstanceOf(LedgerBroken.class)
        .hasMessageContaining("is not signed with the key in force");
    script.add(new Withdrawal("PL-01", "no"));
    assertThat(read(script.envelopes(), script).keys(script.firstKey.verifyingKey())).hasSize(2);
  }

  @Test
  void a_rotation_that_the_former_key_did_not_sign_is_refused() {
    SigningKey thief = SigningKey.generate(new SecureRandom());
    LedgerEntry rotation =
        new LedgerWriter(thief)
            .next(
                script.ledger().head(),
                new KeyRotation(thief.verifyingKey(), "mine now"),
                script.now());
    assertThatThrownBy(() -> script.ledger().with(rotation)).isInstanceOf(LedgerBroken.class);
  }

  @Test
  void a_clock_that_goes_back_does_not_date_an_entry_before_the_one_before() {
    LedgerEntry before = script.ledger().entries().getLast();
    script.wait(Duration.ofDays(-9)).add(new Withdrawal("PL-01", "no"));
    assertThat(script.ledger().entries().getLast().recordedAt()).isEqualTo(before.recordedAt());
  }

  @Test
  void a_run_that_ends_after_it_was_recorded_is_refused() {
    ProbeResult early = script.result("reader", Outcome.PASS, Script.GOOD, "PL-01@1");
    LedgerEntry entry =
        new LedgerWriter(script.key())
            .next(script.ledger().head(), early, script.now().minusSeconds(1800));
    assertThat(entry.recordedAt()).isEqualTo(script.ledger().head().recordedAt());
    script.wait(Duration.ofHours(3));
    ProbeResult late = script.result("reader", Outcome.PASS, Script.GOOD, "PL-01@1");
    script.wait(Duration.ofHours(-2));
    assertThatThrownBy(() -> script.add(late)).hasMessageContaining("ends after it was recorded");
  }

  @Test
  void a_sentence_changes_only_with_its_revision() {
    Claim other =
        new Claim(
            "PL-01",
            1,
            "Another sentence.",
            ClaimKind.ENFORCED,
            Severity.HIGH,
            "lock",
            List.of("reader"),
            Duration.ofDays(1),
            Duration.ofDays(2),
            1);
    assertThatThrownBy(() -> script.add(other)).hasMessageContaining("without a new revision");
    script.add(Script.claim("PL-01", 2, Severity.HIGH, "reader"));
    assertThatThrownBy(() -> script.add(Script.claim("PL-01", 1, Severity.HIGH, "reader")))
        .hasMessageContaining("goes back to a former revision");
  }

  @Test
  void a_claim_may_not_be_held_to_less_than_its_severity_asks() {
    Claim claim = Script.claim("PL-01", 1, Severity.HIGH, "reader");
    assertThatThrownBy(
            () ->
                new Claim(
                    claim.id(),
                    1,
                    claim.sentence(),
                    claim.kind(),
                    Severity.CRITICAL,
                    claim.control(),
                    claim.probes(),
                    claim.fresh(),
                    claim.expire(),
                    1))
        .hasMessageContaining("fresh: 259200 s (at most: 86400 s)");
  }

  private static Ledger read(List<byte[]> envelopes, Script script) {
    return Ledger.verified(envelopes, script.firstKey.verifyingKey());
  }

  private List<Defect> defects(List<byte[]> envelopes) {
    return catchThrowableOfType(LedgerBroken.class, () -> read(envelopes, script)).defects();
  }
}
