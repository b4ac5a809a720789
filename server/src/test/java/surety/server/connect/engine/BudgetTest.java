package surety.server.connect.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.connect.FetchReport.Quota;
import surety.server.connect.engine.BudgetPlan.Window;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BudgetTest {

  /// Time that passes only while somebody sleeps.
  private static final class TestPace implements Pace {
    private long now = 1_000;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(Duration time) {
      now += time.toNanos();
    }
  }

  private final TestPace pace = new TestPace();

  private Budget budget(Window... windows) {
    return new Budget(new BudgetPlan(List.of(windows), 4), pace);
  }

  private long deadline() {
    return pace.nanos() + Duration.ofHours(1).toNanos();
  }

  @Test
  void no_window_ever_holds_more_requests_than_its_limit() throws InterruptedException {
    Window ten = new Window(10, Duration.ofSeconds(10));
    Window hundred = new Window(25, Duration.ofSeconds(60));
    Budget budget = budget(ten, hundred);
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      assertThat(budget.begin(deadline())).isTrue();
      sent.add(pace.nanos());
      budget.done();
      pace.sleep(Duration.ofMillis(137L * (i % 11)));
    }
    for (Window window : List.of(ten, hundred)) {
      for (long start : sent) {
        long end = start + window.span().toNanos();
        assertThat(sent.stream().filter(at -> at >= start && at < end).count())
            .isLessThanOrEqualTo(window.requests());
      }
    }
  }

  @Test
  void a_full_budget_is_used_without_waiting() throws InterruptedException {
    Budget budget = budget(new Window(10, Duration.ofSeconds(10)));
    long start = pace.nanos();
    for (int i = 0; i < 10; i++) {
      assertThat(budget.begin(deadline())).isTrue();
      budget.done();
    }
    assertThat(pace.nanos()).isEqualTo(start);
    assertThat(budget.quota()).isEqualTo(new Quota(0, 10, Duration.ofSeconds(10)));
  }

  @Test
  void a_closed_door_holds_everybody_until_it_opens() throws InterruptedException {
    Budget budget = budget(new Window(10, Duration.ofSeconds(10)));
    long start = pace.nanos();
    budget.close(Duration.ofSeconds(7));
    assertThat(budget.begin(deadline())).isTrue();
    assertThat(pace.nanos() - start).isEqualTo(Duration.ofSeconds(7).toNanos());
  }

  @Test
  void nobody_waits_beyond_the_deadline_and_no_place_is_lost() throws InterruptedException {
    Budget budget = budget(new Window(1, Duration.ofSeconds(10)));
    assertThat(budget.begin(deadline())).isTrue();
    budget.done();
    for (int i = 0; i < 20; i++) {
      assertThat(budget.begin(pace.nanos() + Duration.ofSeconds(9).toNanos())).isFalse();
    }
    assertThat(budget.begin(deadline())).isTrue();
  }

  @Test
  void after_its_end_nothing_is_sent_and_no_place_is_held() throws InterruptedException {
    Budget budget = budget(new Window(10, Duration.ofSeconds(10)));
    assertThat(budget.begin(deadline())).isTrue();
    budget.done();
    budget.end();
    for (int i = 0; i < 20; i++) {
      assertThat(budget.begin(deadline())).isFalse();
    }
  }

  @Test
  void the_quota_shown_is_that_of_the_window_with_the_smallest_part_left()
      throws InterruptedException {
    Budget budget =
        budget(new Window(10, Duration.ofSeconds(10)), new Window(12, Duration.ofSeconds(60)));
    for (int i = 0; i < 9; i++) {
      budget.begin(deadline());
      budget.done();
    }
    assertThat(budget.quota().limit()).isEqualTo(10);
    pace.sleep(Duration.ofSeconds(11));
    assertThat(budget.quota()).isEqualTo(new Quota(3, 12, Duration.ofSeconds(60)));
  }

  @Test
  void the_vendors_wait_is_read_in_seconds_or_as_a_date_and_kept_within_reason() {
    Instant now = Instant.parse("2026-07-01T10:00:00Z");
    assertThat(Verdict.wait("30", now)).contains(Duration.ofSeconds(30));
    assertThat(Verdict.wait("Wed, 01 Jul 2026 10:00:45 GMT", now)).contains(Duration.ofSeconds(45));
    assertThat(Verdict.wait("0", now)).contains(Duration.ofMillis(200));
    assertThat(Verdict.wait("Wed, 01 Jul 2026 09:00:00 GMT", now)).contains(Duration.ofMillis(200));
    assertThat(Verdict.wait("999999999", now)).contains(Duration.ofMinutes(15));
    assertThat(Verdict.wait("soon", now)).isEqualTo(Optional.empty());
    assertThat(Verdict.wait("-5", now)).isEqualTo(Optional.empty());
  }
}
