package surety.server.posture.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.server.posture.view.MadeUpSnapshot;
import surety.server.posture.view.Snapshot;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FrozenPagesTest {

  private static final Snapshot SNAPSHOT = MadeUpSnapshot.everyState();

  private final AtomicInteger written = new AtomicInteger();
  private final SetClock clock = new SetClock(SNAPSHOT.at());
  private boolean broken;
  private Duration stateHolds = Duration.ofHours(3);

  private final FrozenPages pages = new FrozenPages(this::posture, this::write, clock);

  @Test
  void a_thousand_requests_cost_one_writing() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pages.page("/security")).isPresent();
    }
    assertThat(written).hasValue(1);
  }

  @Test
  void a_copy_is_not_shown_past_the_moment_at_which_a_state_changes() {
    stateHolds = Duration.ofMinutes(2);
    assertThat(pages.page("/security")).isPresent();
    clock.now = clock.now.plusSeconds(121);
    assertThat(pages.page("/security")).isPresent();
    assertThat(written).hasValue(2);
  }

  @Test
  void when_the_evidence_cannot_be_read_a_past_green_is_not_shown_as_a_present_one() {
    stateHolds = Duration.ofMinutes(2);
    assertThat(pages.page("/security")).isPresent();
    broken = true;
    clock.now = clock.now.plusSeconds(60);
    assertThat(pages.page("/security")).isPresent();
    clock.now = clock.now.plusSeconds(61);
    assertThat(pages.page("/security")).isEmpty();
    broken = false;
    assertThat(pages.page("/security")).isPresent();
  }

  @Test
  void no_copy_is_shown_for_more_than_fifteen_minutes() {
    assertThat(pages.page("/security")).isPresent();
    broken = true;
    clock.now = clock.now.plus(Duration.ofMinutes(16));
    assertThat(pages.page("/security")).isEmpty();
  }

  @Test
  void a_clock_that_is_set_back_does_not_keep_a_copy_alive() {
    assertThat(pages.page("/security")).isPresent();
    broken = true;
    clock.now = clock.now.minus(Duration.ofDays(1));
    assertThat(pages.page("/security")).isEmpty();
  }

  private Snapshot posture(Instant now) {
    if (broken) {
      throw new IllegalStateException("the ledger cannot be read");
    }
    return new Snapshot(
        now,
        now.plus(stateHolds),
        SNAPSHOT.version(),
        SNAPSHOT.build(),
        SNAPSHOT.config(),
        SNAPSHOT.origin(),
        SNAPSHOT.claims(),
        SNAPSHOT.matrix(),
        SNAPSHOT.failures(),
        SNAPSHOT.changes(),
        SNAPSHOT.keys(),
        SNAPSHOT.log());
  }

  private Map<String, Frozen> write(Snapshot snapshot) {
    written.incrementAndGet();
    return Map.of("/security", Frozen.html("page"));
  }

  private static final class SetClock extends Clock {

    private Instant now;

    SetClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
