package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The state function over ledgers in which anything happens.
@DisplayNameGeneration(ReplaceUnderscores.class)
class StatePropertiesTest {
  private static final int LEDGERS = 100;
  private static final int MOMENTS = 12;

  @Test
  void every_claim_has_one_state_at_every_moment_and_every_state_occurs() {
    Map<State, Integer> seen = new EnumMap<>(State.class);
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          for (int i = 0; i < MOMENTS; i++) {
            String id = RandomLedger.IDS.get(i % RandomLedger.IDS.size());
            ClaimState state = ClaimState.of(random.script().ledger(), id, random.moment());
            assertThat(state.reason()).isNotBlank();
            assertThat(state.confidence().score()).isBetween(0.0, 1.0);
            seen.merge(state.state(), 1, Integer::sum);
          }
        });
    assertThat(seen.keySet()).containsExactlyInAnyOrder(State.values());
    assertThat(seen.get(State.PROVEN)).isGreaterThan(20);
  }

  @Test
  void a_moment_before_the_ledger_and_an_unknown_claim_have_a_state_too() {
    Ledger ledger = Script.proven(Severity.HIGH).ledger();
    assertThat(ClaimState.of(ledger, "PL-01", Instant.EPOCH).state()).isEqualTo(State.UNPROVEN);
    assertThat(ClaimState.of(ledger, "XX-99", Script.START).state()).isEqualTo(State.UNPROVEN);
  }

  @Test
  void time_alone_only_makes_it_worse() {
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          Instant end = random.script().now();
          for (String id : RandomLedger.IDS) {
            State before = random.script().state(id).state();
            for (long hours = 1; hours < 200 * 24; hours += 1 + random.below(60)) {
              Instant later = end.plus(Duration.ofHours(hours));
              State after = ClaimState.of(random.script().ledger(), id, later).state();
              assertThat(after).as(id + " at " + later).isGreaterThanOrEqualTo(before);
              before = after;
            }
          }
        });
  }

  @Test
  void a_state_holds_to_the_moment_that_it_names_and_not_longer() {
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          for (String id : RandomLedger.IDS) {
            ClaimState state = random.script().state(id);
            state.freshUntil().ifPresent(end -> holdsUntil(random.script().ledger(), state, end));
          }
        });
  }

  private static void holdsUntil(Ledger ledger, ClaimState state, Instant end) {
    ClaimState last = ClaimState.of(ledger, state.id(), end);
    ClaimState next = ClaimState.of(ledger, state.id(), end.plusNanos(1));
    // A probe that could not check for too long may turn it red before.
    if (last.state() != State.FAILING) {
      assertThat(last.state()).isEqualTo(state.state());
      assertThat(next.state()).isNotEqualTo(state.state());
    }
  }

  @Test
  void since_is_not_in_the_future() {
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          Instant at = random.moment();
          for (ClaimState state : ClaimState.all(random.script().ledger(), at)) {
            assertThat(state.since()).as(state.toString()).isBeforeOrEqualTo(at);
          }
        });
  }

  @Test
  void the_verifier_comes_to_the_same_state_by_its_own_means() {
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          Ledger ledger = random.script().ledger();
          List<Object> items = Verifier.items(ledger);
          for (int i = 0; i < MOMENTS; i++) {
            String id = RandomLedger.IDS.get(i % RandomLedger.IDS.size());
            Instant at = random.moment();
            ClaimState state = ClaimState.of(ledger, id, at);
            String ours = state.state().text() + " until " + state.freshUntil().orElse(Instant.MAX);
            assertThat(Verifier.state(items, id, at)).as(state + " at " + at).isEqualTo(ours);
          }
        });
  }

  // Else the comparison above could hold because neither looks at them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "claim",
        "build",
        "probe-result",
        "negative-control",
        "attestation",
        "attestation-approval",
        "counter-evidence",
        "counter-evidence-closed",
        "withdrawal"
      })
  void the_comparison_notices_a_verifier_that_overlooks_a_kind_of_entry(String kind) {
    AtomicInteger differences = new AtomicInteger();
    RandomLedger.forAll(
        LEDGERS,
        random -> {
          List<Object> items = new ArrayList<>(Verifier.items(random.script().ledger()));
          items.removeIf(item -> item.toString().contains("kind=" + kind + ","));
          for (String id : RandomLedger.IDS) {
            String ours = random.script().state(id).state().text() + " until";
            boolean same = Verifier.state(items, id, random.script().now()).startsWith(ours);
            differences.addAndGet(same ? 0 : 1);
          }
        });
    assertThat(differences).hasPositiveValue();
  }
}
