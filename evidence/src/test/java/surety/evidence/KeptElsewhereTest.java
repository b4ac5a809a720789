package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/// A ledger whose envelopes are not kept in memory.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeptElsewhereTest {
  private final Script script = Script.proven(Severity.HIGH).run("reader", Outcome.FAIL, "PL-01@1");
  private final Map<Long, byte[]> stored = new HashMap<>();
  private final VerifyingKey first = script.firstKey.verifyingKey();
  private Ledger ledger = Ledger.empty(first, this::stored);

  @BeforeEach
  void store_and_read_it_in_two_pages() {
    script.ledger().entries().forEach(entry -> stored.put(entry.seq(), entry.envelope()));
    List<byte[]> all = script.envelopes();
    ledger = ledger.withAll(all.subList(0, 2)).withAll(all.subList(2, all.size()));
  }

  @Test
  void it_says_the_same_as_one_that_keeps_them() throws IOException {
    assertThat(ledger.head()).isEqualTo(script.ledger().head());
    assertThat(ledger.merkleLog().root()).isEqualTo(script.ledger().merkleLog().root());
    assertThat(ClaimState.of(ledger, "PL-01", script.now()).toString())
        .isEqualTo(script.state("PL-01").toString());
    assertThat(bytes(bundle(ledger))).isEqualTo(bytes(bundle(script.ledger())));
  }

  @Test
  void an_entry_that_is_appended_is_asked_for_like_all_others() {
    LedgerEntry next =
        new LedgerWriter(script.key())
            .next(ledger.head(), script.result("reader", Outcome.PASS, Script.GOOD), script.now());
    Ledger longer = ledger.with(next);
    stored.put(next.seq(), next.envelope());
    assertThat(longer.entries().getLast().envelope()).isEqualTo(next.envelope());
    stored.put(next.seq(), new byte[] {1});
    assertThatThrownBy(() -> longer.entries().getLast().envelope())
        .isInstanceOf(LedgerBroken.class)
        .hasMessageContaining("entry " + next.seq() + ": its stored bytes were changed");
  }

  @Test
  void bytes_that_were_changed_after_they_were_checked_come_into_no_bundle() {
    byte[] changed = stored(2).clone();
    changed[20] ^= 1;
    stored.put(2L, changed);
    assertThatThrownBy(() -> bytes(bundle(ledger))).isInstanceOf(LedgerBroken.class);
  }

  private byte[] stored(long seq) {
    return Objects.requireNonNull(stored.get(seq));
  }

  private Bundle bundle(Ledger of) {
    return Bundle.of(of, first, script.key(), Script.ORIGIN, script.now());
  }

  private static byte[] bytes(Bundle bundle) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bundle.writeTo(out);
    return out.toByteArray();
  }
}
