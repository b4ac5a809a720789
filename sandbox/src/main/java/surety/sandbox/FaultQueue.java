package surety.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that wait for their requests, in the order in which they were injected.
final class FaultQueue {
  private final List<Fault> waiting = new ArrayList<>();

  synchronized void add(Fault fault) {
    waiting.add(fault);
  }

  synchronized void clear() {
    waiting.clear();
  }

  synchronized Optional<Fault.Effect> next(Request request) {
    for (int i = 0; i < waiting.size(); i++) {
      Fault fault = waiting.get(i);
      if (fault.hits(request)) {
        int place = i;
        fault
            .afterHit()
            .ifPresentOrElse(rest -> waiting.set(place, rest), () -> waiting.remove(place));
        return Optional.of(fault.effect());
      }
    }
    return Optional.empty();
  }
}
