package surety.twin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which probes pass while no fault is on. Each is run once, by whichever twin comes for it first:
/// the twins are the same program, as new. May be used by several threads.
final class Baseline {

  private final Set<String> passed = new HashSet<>();
  private @Nullable List<String> probes;
  private Deque<String> left = new ArrayDeque<>();
  private int running;

  /// Runs what nobody has run yet, and waits for what others run.
  ///
  /// @param all every probe that is to be tried
  /// @param run runs one and tells whether it passed; one that throws is left to another thread
  /// @return those that passed, in the order of `all`
  /// @throws FaultRefused if the thread is interrupted
  List<String> passing(List<String> all, Function<String, Boolean> run) {
    begin(all);
    for (String probe = next(); probe != null; probe = next()) {
      boolean ended = false;
      try {
        end(probe, run.apply(probe));
        ended = true;
      } finally {
        if (!ended) {
          giveBack(probe);
        }
      }
    }
    return inOrder();
  }

  private synchronized void begin(List<String> all) {
    if (probes == null) {
      probes = List.copyOf(all);
      left = new ArrayDeque<>(all);
    }
  }

  // Waits while one that runs elsewhere may still be given back.
  private synchronized @Nullable String next() {
    try {
      while (left.isEmpty() && running > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultRefused("interrupted while the probes ran without a fault", e);
    }
    running += left.isEmpty() ? 0 : 1;
    return left.poll();
  }

  private synchronized void end(String probe, boolean passes) {
    if (passes) {
      passed.add(probe);
    }
    running--;
    notifyAll();
  }

  private synchronized void giveBack(String probe) {
    left.addFirst(probe);
    running--;
    notifyAll();
  }

  private synchronized List<String> inOrder() {
    List<String> all = probes == null ? List.of() : probes;
    return all.stream().filter(passed::contains).toList();
  }
}
