package surety.server.insight;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import surety.server.connect.Fetch;

/// How many records of each kind a reading has seen so far. Safe for use by several threads.
final class Progress {

  private final Map<Fetch, LongAdder> seen = new EnumMap<>(Fetch.class);

  Progress() {
    for (Fetch fetch : Fetch.values()) {
      seen.put(fetch, new LongAdder());
    }
  }

  void count(Fetch fetch) {
    adder(fetch).increment();
  }

  long of(Fetch fetch) {
    return adder(fetch).sum();
  }

  private LongAdder adder(Fetch fetch) {
    return Objects.requireNonNull(seen.get(fetch));
  }
}
