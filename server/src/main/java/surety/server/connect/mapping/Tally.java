package surety.server.connect.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts, for each optional field of a map, the records that lacked it. For one thread.
public final class Tally {

  private final List<String> names;
  private final long[] missing;

  Tally(List<String> names) {
    this.names = List.copyOf(new ArrayList<>(names));
    this.missing = new long[names.size()];
  }

  void missing(int field) {
    missing[field]++;
  }

  /// Adds the counts of another tally of the same map.
  public void add(Tally other) {
    for (int i = 0; i < missing.length; i++) {
      missing[i] += other.missing[i];
    }
  }

  /// Field name to the number of records that lacked it, fields that all had left out.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] > 0) {
        counts.put(names.get(i), missing[i]);
      }
    }
    return counts;
  }
}
