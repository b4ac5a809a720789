package surety.server.insight.figures;

import java.util.List;

/// The sources of one kind of record.
///
/// @param sources their numbers, the one that counts first
/// @param othersLeftOut whether records that the first one does not have are left out
public record Ranking(List<Integer> sources, boolean othersLeftOut) {

  /// Copies the list.
  public Ranking {
    sources = List.copyOf(sources);
  }

  boolean single() {
    return sources.size() < 2;
  }

  boolean isFirst(int source) {
    return sources.getFirst() == source;
  }
}
