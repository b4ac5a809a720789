package surety.server.insight.figures;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects gaps, one per kind, month and name.
final class Gaps {

  private record Key(Gap.Kind kind, @Nullable YearMonth month, String name) {}

  private final Map<Key, Gap> gaps = new HashMap<>();

  void add(Gap gap) {
    gaps.merge(new Key(gap.kind(), gap.month(), gap.name()), gap, Gap::merged);
  }

  Stream<Gap> stream() {
    return gaps.values().stream();
  }

  static List<Gap> merge(Stream<Gap> gaps) {
    Gaps merged = new Gaps();
    gaps.forEach(merged::add);
    return List.copyOf(merged.gaps.values());
  }
}
