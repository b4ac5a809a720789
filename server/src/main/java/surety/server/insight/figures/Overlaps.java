package surety.server.insight.figures;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import surety.server.connect.Fetch;

/// Counts what was taken of each source and what was not.
final class Overlaps {

  private record Key(Fetch kind, int counts, int other, Overlap.Why why) {}

  private final Map<Fetch, BitSet> taken = new EnumMap<>(Fetch.class);
  private final Map<Key, Overlap> found = new LinkedHashMap<>();

  Overlaps() {
    for (Fetch kind : Fetch.values()) {
      taken.put(kind, new BitSet());
    }
  }

  void took(Fetch kind, int source) {
    of(kind).set(source);
  }

  void same(Fetch kind, int counts, int other, boolean differs) {
    add(new Overlap(kind, counts, other, Overlap.Why.SAME, 1, differs ? 1 : 0));
  }

  void leftOut(Fetch kind, int counts, int other) {
    add(new Overlap(kind, counts, other, Overlap.Why.LEFT_OUT, 1, 0));
  }

  private void add(Overlap one) {
    found.merge(new Key(one.kind(), one.counts(), one.other(), one.why()), one, Overlap::plus);
  }

  boolean isTaken(Fetch kind, int source) {
    return of(kind).get(source);
  }

  List<Overlap> all() {
    return List.copyOf(found.values());
  }

  private BitSet of(Fetch kind) {
    return Objects.requireNonNull(taken.get(kind));
  }
}
