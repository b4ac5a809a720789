package surety.server.connect.engine;

import java.time.Duration;

/// Time that passes while we wait.
interface Pace {

  /// The machine's own clock.
  Pace SYSTEM =
      new Pace() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /// A reading that only grows.
  long nanos();

  /// Waits.
  void sleep(Duration time) throws InterruptedException;
}
