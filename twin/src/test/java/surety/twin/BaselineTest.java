package surety.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BaselineTest {

  private static final List<String> PROBES =
      IntStream.range(0, 40).mapToObj(number -> "probe-" + number).toList();

  private final Baseline baseline = new Baseline();
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();

  @Test
  void each_probe_runs_once_and_every_twin_learns_which_passed_in_their_order() throws Exception {
    Callable<List<String>> twin =
        () ->
            baseline.passing(
                PROBES,
                probe -> {
                  ran.add(probe);
                  return !probe.endsWith("3");
                });
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (Future<List<String>> passing : threads.invokeAll(List.of(twin, twin, twin))) {
        assertThat(passing.get())
            .isEqualTo(PROBES.stream().filter(probe -> !probe.endsWith("3")).toList());
      }
    }
    assertThat(ran).containsExactlyInAnyOrderElementsOf(PROBES);
  }

  @Test
  void what_a_twin_broke_off_at_is_run_by_another() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<List<String>> broken =
          threads.submit(
              () ->
                  baseline.passing(
                      PROBES,
                      _ -> {
                        taken.countDown();
                        await(over);
                        throw new FaultRefused("the twin ended");
                      }));
      taken.await();
      Future<List<String>> whole =
          threads.submit(
              () ->
                  baseline.passing(
                      PROBES,
                      probe -> {
                        over.countDown();
                        return ran.add(probe);
                      }));
      assertThatThrownBy(broken::get).hasCauseInstanceOf(FaultRefused.class);
      assertThat(whole.get()).isEqualTo(PROBES);
    }
    assertThat(ran).containsExactlyInAnyOrderElementsOf(PROBES);
  }

  @Test
  void a_twin_that_comes_later_runs_nothing_again() {
    baseline.passing(PROBES, ran::add);
    assertThat(baseline.passing(PROBES, _ -> false)).isEqualTo(PROBES);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
