package surety.server.posture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import surety.server.posture.page.ProveDesk.Asked;
import surety.server.posture.view.RunView;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveDeskTest {

  private static final String NONCE = "a text of my own".replace(' ', '-');

  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile long attackTakes; // milliseconds
  private final Clock clock = Clock.systemUTC();
  private final ProveDesk desk =
      new ProveDesk(
          new TwoAttacks(),
          new Limiter(
              clock,
              new Limiter.Bucket(3, Duration.ofMinutes(1)),
              new Limiter.Bucket(30, Duration.ofMinutes(1))),
          clock,
          new SecureRandom());

  @AfterEach
  void close() {
    gate.countDown();
    desk.close();
  }

  @Test
  void the_visitors_text_is_handed_to_every_attack() throws Exception {
    gate.countDown();
    desk.start();
    var progress = await(taken(desk.ask("1", NONCE, "")));
    assertThat(progress.phase()).isEqualTo(Ticket.Phase.DONE);
    assertThat(progress.results()).extracting(RunView::reason).containsExactly(NONCE, NONCE);
    assertThat(progress.left()).isEmpty();
  }

  @Test
  void one_claim_can_be_asked_for_alone() throws Exception {
    gate.countDown();
    desk.start();
    var progress = await(taken(desk.ask("1", NONCE, "PL-01")));
    assertThat(progress.results()).extracting(RunView::probe).containsExactly("one");
  }

  @Test
  void a_text_must_have_16_to_64_printable_characters() {
    for (String unfit :
        List.of(
            "",
            "x".repeat(15),
            "x".repeat(65),
            "with some blanks",
            "x".repeat(15) + "é",
            "<b>" + "\u0000".repeat(20))) {
      assertThat(desk.ask("1", unfit, "")).isInstanceOf(Asked.Unfit.class);
    }
    assertThat(desk.ask("1", "x".repeat(16), "")).isInstanceOf(Asked.Taken.class);
    assertThat(desk.ask("1", "x".repeat(64), "")).isInstanceOf(Asked.Taken.class);
  }

  @Test
  void an_unknown_claim_and_an_unknown_ticket_are_refused() {
    assertThat(desk.ask("1", NONCE, "PL-99")).isInstanceOf(Asked.Unfit.class);
    assertThat(desk.progress("00")).isEmpty();
  }

  @Test
  void each_sees_how_many_are_before_them() {
    desk.start();
    String first = taken(desk.ask("1", NONCE, ""));
    while (desk.progress(first).orElseThrow().phase() == Ticket.Phase.WAITING) {
      Thread.onSpinWait();
    }
    String second = taken(desk.ask("2", NONCE, ""));
    String third = taken(desk.ask("3", NONCE, ""));
    assertThat(desk.progress(second).orElseThrow().ahead()).isEqualTo(1);
    assertThat(desk.progress(third).orElseThrow().ahead()).isEqualTo(2);
  }

  @Test
  void one_address_cannot_take_more_than_its_share() {
    for (int i = 0; i < 3; i++) {
      assertThat(desk.ask("1", NONCE, "")).isInstanceOf(Asked.Taken.class);
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(desk.ask("1", NONCE, "")).isInstanceOf(Asked.TooMany.class);
    }
    assertThat(desk.ask("2", NONCE, "")).isInstanceOf(Asked.Taken.class);
  }

  @Test
  void all_together_cannot_make_the_queue_longer_than_twenty() {
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += desk.ask("address " + i, NONCE, "") instanceof Asked.Taken ? 1 : 0;
    }
    assertThat(taken).isEqualTo(20);
  }

  @Test
  void while_others_wait_there_is_a_rest_between_attacks_and_else_there_is_none() throws Exception {
    attackTakes = 60;
    gate.countDown();
    String first = taken(desk.ask("1", NONCE, ""));
    taken(desk.ask("2", NONCE, ""));
    long begun = System.nanoTime();
    desk.start();
    await(first);
    assertThat(System.nanoTime() - begun).isGreaterThan(4 * 60_000_000L);

    // A machine that stalls makes one visit longer, but not every one.
    assertThat(IntStream.range(3, 20).mapToLong(this::nanosOfVisit))
        .anyMatch(nanos -> nanos < 4 * 60_000_000L);
  }

  private long nanosOfVisit(int address) {
    long begun = System.nanoTime();
    await(taken(desk.ask(Integer.toString(address), NONCE, "")));
    return System.nanoTime() - begun;
  }

  private static String taken(Asked asked) {
    assertThat(asked).isInstanceOf(Asked.Taken.class);
    return ((Asked.Taken) asked).ticket();
  }

  private Ticket.Progress await(String ticket) {
    while (!desk.progress(ticket).orElseThrow().over()) {
      LockSupport.parkNanos(5_000_000);
    }
    return desk.progress(ticket).orElseThrow();
  }

  private final class TwoAttacks implements VisitorAttacks {

    @Override
    public List<String> all() {
      return List.of("one", "two");
    }

    @Override
    public List<String> of(String claim) {
      return claim.equals("PL-01") ? List.of("one") : List.of();
    }

    @Override
    public List<String> claims() {
      return List.of("PL-01");
    }

    @Override
    public RunView run(String probe, String visitorNonce) {
      try {
        gate.await();
        Thread.sleep(attackTakes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new RunView(
          probe, "attack", "PASS", visitorNonce, 1, "00", 1, 1, 1, 0, 1, "how", Instant.EPOCH, 1);
    }
  }
}
