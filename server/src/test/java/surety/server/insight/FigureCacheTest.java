package surety.server.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import surety.server.insight.figures.Aggregates;
import surety.server.insight.figures.ExchangeRates;
import surety.server.insight.figures.Fold;
import surety.server.insight.figures.References;
import surety.server.insight.figures.Window;
import surety.server.workspace.WorkspaceId;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FigureCacheTest {

  private static final WorkspaceId WORKSPACE = WorkspaceId.next();

  private final MovableClock clock = new MovableClock(Pages.NOW);
  private final FigureCache cache = new FigureCache(clock);

  private static Held held(Instant startedAt) {
    return held(startedAt, FigureCache.LONGEST);
  }

  private static Held held(Instant startedAt, Duration showable) {
    Window window = new Window(LocalDate.of(2026, 1, 1), Pages.TODAY);
    ExchangeRates rates = ExchangeRates.none(Currency.getInstance("EUR"));
    Aggregates empty = new Fold(new References(), rates, window).finish();
    return new Held(startedAt, showable, empty, List.of(), Origins.ONE_SYSTEM);
  }

  @Test
  void figures_are_held_up_to_fifteen_minutes_after_their_reading_began() {
    cache.put(WORKSPACE, held(clock.instant()));
    clock.move(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(cache.fresh(WORKSPACE)).isPresent();
    clock.move(Duration.ofSeconds(1));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
  }

  @Test
  void a_workspace_may_have_them_held_for_less_and_never_for_more() {
    cache.put(WORKSPACE, held(clock.instant(), Duration.ofSeconds(1)));
    assertThat(cache.fresh(WORKSPACE)).isPresent();
    clock.move(Duration.ofSeconds(1));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
    cache.put(WORKSPACE, held(clock.instant(), Duration.ofHours(1)));
    clock.move(Duration.ofMinutes(15));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
  }

  @Test
  void the_time_that_the_reading_took_counts() {
    Held slow = held(clock.instant());
    clock.move(Duration.ofMinutes(14));
    cache.put(WORKSPACE, slow);
    assertThat(cache.fresh(WORKSPACE)).isPresent();
    clock.move(Duration.ofMinutes(1));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
  }

  @Test
  void figures_of_a_clock_that_was_set_back_are_not_shown() {
    cache.put(WORKSPACE, held(clock.instant()));
    clock.move(Duration.ofSeconds(-1));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
  }

  @Test
  void looking_does_not_make_figures_younger() {
    cache.put(WORKSPACE, held(clock.instant()));
    for (int minute = 0; minute < 14; minute++) {
      clock.move(Duration.ofMinutes(1));
      assertThat(cache.fresh(WORKSPACE)).isPresent();
    }
    clock.move(Duration.ofMinutes(1));
    assertThat(cache.fresh(WORKSPACE)).isEmpty();
  }

  @Test
  void figures_leave_memory_by_themselves() throws InterruptedException {
    FigureCache shortLived = new FigureCache(Clock.systemUTC());
    Instant now = Clock.systemUTC().instant();
    shortLived.put(WORKSPACE, held(now, Duration.ofMillis(200)));
    boolean there = !shortLived.content().isEmpty();
    assertThat(there || Clock.systemUTC().instant().isAfter(now.plusMillis(200))).isTrue();
    for (int i = 0; i < 300 && !shortLived.content().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(shortLived.content()).as("untouched").isEmpty();
  }

  @Test
  void figures_of_another_workspace_are_never_found() {
    cache.put(WORKSPACE, held(clock.instant()));
    assertThat(cache.fresh(WorkspaceId.next())).isEmpty();
  }

  @Test
  void dropped_figures_are_gone_at_once() {
    cache.put(WORKSPACE, held(clock.instant()));
    cache.drop(WORKSPACE);
    assertThat(cache.content()).isEmpty();
  }
}
