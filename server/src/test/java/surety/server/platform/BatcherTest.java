package surety.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(180)
class BatcherTest {

  @Test
  void an_only_caller_is_served_by_its_own_thread() {
    var threads = new ArrayList<Thread>();
    var batcher =
        new Batcher<Integer, Integer>(
            1,
            10,
            10,
            keys -> {
              threads.add(Thread.currentThread());
              return keys;
            });
    assertThat(batcher.call(7)).isEqualTo(7);
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void everybody_gets_the_result_of_its_own_key() throws Exception {
    var calls = new AtomicInteger();
    var batcher =
        new Batcher<Integer, Integer>(
            2,
            16,
            10_000,
            keys -> {
              calls.incrementAndGet();
              pause();
              return keys.stream().map(key -> key * 3).toList();
            });
    List<Callable<Boolean>> callers =
        IntStream.range(0, 5_000)
            .<Callable<Boolean>>mapToObj(i -> () -> batcher.call(i) == i * 3)
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> caller : threads.invokeAll(callers)) {
        assertThat(caller.get()).isTrue();
      }
    }
    assertThat(calls.get()).isBetween(5_000 / 16, 2_500);
  }

  // Callers that ask again at once meet each other at every step; a lost wake-up ends in the
  // time-out of the class.
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void nobody_sleeps_on_however_callers_meet(int alongside) throws Exception {
    var batcher = new Batcher<Integer, Integer>(2, alongside, 4, 1_000, keys -> keys);
    try (var threads = Executors.newFixedThreadPool(32)) {
      List<Callable<Integer>> callers = Collections.nCopies(32, () -> callOften(batcher));
      for (Future<Integer> caller : threads.invokeAll(callers)) {
        assertThat(caller.get()).isEqualTo(60_000);
      }
    }
  }

  private static int callOften(Batcher<Integer, Integer> batcher) {
    int calls = 0;
    while (calls < 60_000) {
      batcher.call(calls++);
    }
    return calls;
  }

  @Test
  void platform_threads_are_served_as_well() throws Exception {
    var batcher = new Batcher<Integer, Integer>(1, 4, 1_000, keys -> keys);
    List<Callable<Integer>> callers =
        IntStream.range(0, 2_000).<Callable<Integer>>mapToObj(i -> () -> batcher.call(i)).toList();
    try (var threads = Executors.newFixedThreadPool(32)) {
      List<Future<Integer>> results = threads.invokeAll(callers);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(i);
      }
    }
  }

  @Test
  void whoever_waits_in_the_batch_of_another_sleeps_although_a_place_is_free() throws Exception {
    var first = new CountDownLatch(1);
    var second = new CountDownLatch(1);
    var entered = new AtomicInteger();
    var batcher =
        new Batcher<String, String>(
            2,
            2,
            10,
            keys -> {
              entered.incrementAndGet();
              awaitQuietly(keys.contains("late") ? second : first);
              return keys;
            });
    // One after the other, or the second would join the batch of the first.
    var leaders = new ArrayList<Thread>();
    for (String key : List.of("a", "b")) {
      leaders.add(Thread.ofPlatform().start(() -> batcher.call(key)));
      awaitUntil(() -> entered.get() == leaders.size());
    }
    var late = Thread.ofPlatform().start(() -> batcher.call("late"));
    awaitUntil(() -> late.getState() == Thread.State.WAITING);
    var mate = Thread.ofPlatform().start(() -> batcher.call("mate"));
    awaitUntil(() -> mate.getState() == Thread.State.WAITING);
    first.countDown(); // one place goes to the batch of late and mate, the other stays free
    awaitUntil(() -> entered.get() == 3);
    for (Thread leader : leaders) {
      leader.join();
    }

    LockSupport.unpark(mate);
    Thread.sleep(300);
    var cpu = ManagementFactory.getThreadMXBean();
    assertThat(Duration.ofNanos(cpu.getThreadCpuTime(mate.threadId())))
        .isLessThan(Duration.ofMillis(100));

    second.countDown();
    mate.join();
    late.join();
  }

  @Test
  void no_more_batches_are_under_way_than_there_are_leaders() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var batcher =
        new Batcher<Integer, Integer>(
            3,
            2,
            1_000,
            keys -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              assertThat(keys.size()).isLessThanOrEqualTo(2);
              pause();
              now.decrementAndGet();
              return keys;
            });
    List<Callable<Integer>> callers =
        IntStream.range(0, 300).<Callable<Integer>>mapToObj(i -> () -> batcher.call(i)).toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void a_batch_begins_beside_another_only_when_enough_calls_wait() throws Exception {
    var release = new CountDownLatch(1);
    var sizes = Collections.synchronizedList(new ArrayList<Integer>());
    var batcher =
        new Batcher<Integer, Integer>(
            2,
            3,
            3,
            10,
            keys -> {
              sizes.add(keys.size());
              awaitQuietly(release);
              return keys;
            });
    var callers = new ArrayList<Thread>();
    for (int waiting = 0; waiting < 3; waiting++) {
      callers.add(Thread.ofPlatform().start(() -> batcher.call(1)));
      Thread newest = callers.getLast();
      awaitUntil(() -> newest.getState() == Thread.State.WAITING);
    }
    assertThat(sizes).as("one leads, two wait for it").containsExactly(1);

    callers.add(Thread.ofPlatform().start(() -> batcher.call(1)));
    awaitUntil(() -> sizes.size() == 2);
    assertThat(sizes).containsExactly(1, 3);
    release.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
  }

  @Test
  void a_failure_reaches_everybody_of_the_batch_and_nobody_after() {
    var fail = new AtomicInteger(1);
    var batcher =
        new Batcher<Integer, Integer>(
            1,
            10,
            10,
            keys -> {
              if (fail.getAndDecrement() > 0) {
                throw new IllegalStateException("down");
              }
              return keys;
            });
    assertThatThrownBy(() -> batcher.call(1)).hasMessage("down");
    assertThat(batcher.call(2)).isEqualTo(2);
  }

  @Test
  void a_batch_without_a_result_for_each_key_is_a_failure() {
    var batcher = new Batcher<Integer, Integer>(1, 10, 10, _ -> List.of());
    assertThatThrownBy(() -> batcher.call(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("results of a batch: 0 (expected: 1)");
  }

  @Test
  void more_callers_than_may_wait_are_refused() throws Exception {
    var release = new CountDownLatch(1);
    var leading = new CountDownLatch(1);
    var batcher =
        new Batcher<Integer, Integer>(
            1,
            1,
            1,
            keys -> {
              leading.countDown();
              awaitQuietly(release);
              return keys;
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> batcher.call(1));
      leading.await();
      var result = new AtomicInteger();
      var second = Thread.ofVirtual().start(() -> result.set(batcher.call(2)));
      awaitUntil(() -> second.getState() == Thread.State.WAITING);
      assertThatThrownBy(() -> batcher.call(3)).isInstanceOf(Batcher.Overloaded.class);
      release.countDown();
      assertThat(first.get()).isEqualTo(1);
      second.join();
      assertThat(result).hasValue(2);
    }
  }

  @Test
  void an_interrupted_caller_gets_its_result_and_stays_interrupted() throws Exception {
    var release = new CountDownLatch(1);
    var leading = new CountDownLatch(1);
    var batcher =
        new Batcher<Integer, Integer>(
            1,
            1,
            10,
            keys -> {
              leading.countDown();
              awaitQuietly(release);
              return keys;
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> batcher.call(1));
      leading.await();
      var interrupted = new boolean[1];
      var result = new int[1];
      Thread second =
          Thread.ofVirtual()
              .start(
                  () -> {
                    result[0] = batcher.call(2);
                    interrupted[0] = Thread.currentThread().isInterrupted();
                  });
      while (second.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      second.interrupt();
      release.countDown();
      second.join();
      assertThat(first.get()).isEqualTo(1);
      assertThat(result[0]).isEqualTo(2);
      assertThat(interrupted[0]).isTrue();
    }
  }

  private static void awaitUntil(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
