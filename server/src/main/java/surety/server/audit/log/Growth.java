package surety.server.audit.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import surety.translog.TreeEdge;

/// What a batch of leaves adds to the logs that they belong to.
final class Growth {

  private final Map<UUID, Grown> logs = new LinkedHashMap<>();
  private final List<Placed> leaves = new ArrayList<>();
  private final List<CompleteRun> runs = new ArrayList<>();

  /// A log that grows.
  ///
  /// @param number from 1, in the order of the lists
  static final class Grown {
    private final int number;
    private final long before;
    private final TreeEdge edge;

    private Grown(int number, TreeEdge edge) {
      this.number = number;
      this.before = edge.size();
      this.edge = edge;
    }

    long before() {
      return before;
    }

    TreeEdge edge() {
      return edge;
    }
  }

  /// A leaf in its place.
  ///
  /// @param log its number
  record Placed(int log, long seq, NewLeaf leaf) {}

  /// A run that is complete.
  ///
  /// @param log its number
  record CompleteRun(int log, int level, long first, byte[] hashes) {}

  /// @param fresh in the order in which they are to stand
  /// @param edges of the logs that have leaves
  Growth(List<NewLeaf> fresh, Map<UUID, TreeEdge> edges) {
    for (NewLeaf leaf : fresh) {
      Grown log =
          logs.computeIfAbsent(
              leaf.workspace(),
              id -> new Grown(logs.size() + 1, edges.getOrDefault(id, TreeEdge.begin())));
      leaves.add(new Placed(log.number, log.edge.size(), leaf));
      log.edge.append(
          leaf.leaf(),
          (level, first, hashes) -> runs.add(new CompleteRun(log.number, level, first, hashes)));
    }
  }

  Map<UUID, Grown> logs() {
    return logs;
  }

  List<Placed> leaves() {
    return leaves;
  }

  List<CompleteRun> runs() {
    return runs;
  }
}
