package surety.translog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Leaves that a node of a tree stands for, and the nodes that proofs consist of (RFC 6962,
/// sections 2.1.1 and 2.1.2), as such ranges from the leaf up.
///
/// @param start a multiple of a power of two that is not below `size`
/// @param size from 1
record LeafRange(long start, long size) {

  /// PATH(m, D[n]).
  static List<LeafRange> inclusion(long index, long size) {
    TreeSize.require(size);
    TreeSize.requireAtMost(index, size - 1);
    List<LeafRange> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  /// PROOF(m, D[n]).
  static List<LeafRange> consistency(long former, long size) {
    TreeSize.require(size);
    TreeSize.requireAtMost(former, size);
    if (former == 0) {
      throw new IllegalArgumentException("nothing is proven about a log without leaves");
    }
    List<LeafRange> path = new ArrayList<>();
    consistency(former, 0, size, true, path);
    return path;
  }

  /// The complete subtrees that it is made of, from the left, which is from the largest.
  List<Subtree> subtrees() {
    List<Subtree> subtrees = new ArrayList<>();
    long at = start;
    for (long rest = size; rest > 0; rest -= Long.highestOneBit(rest)) {
      int height = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
      subtrees.add(new Subtree(height, at >>> height));
      at += 1L << height;
    }
    return subtrees;
  }

  /// The node, from the roots of its complete subtrees.
  Hash root(Function<Subtree, Hash> roots) {
    List<Subtree> subtrees = subtrees();
    Hash hash = roots.apply(subtrees.getLast());
    for (Subtree left : subtrees.subList(0, subtrees.size() - 1).reversed()) {
      hash = Hash.ofNode(roots.apply(left), hash);
    }
    return hash;
  }

  private static void inclusion(long index, long start, long size, List<LeafRange> path) {
    if (size == 1) {
      return;
    }
    long split = split(size);
    if (index < split) {
      inclusion(index, start, split, path);
      path.add(new LeafRange(start + split, size - split));
    } else {
      inclusion(index - split, start + split, size - split, path);
      path.add(new LeafRange(start, split));
    }
  }

  // SUBPROOF(m, D[n], b).
  private static void consistency(
      long former, long start, long size, boolean known, List<LeafRange> path) {
    if (former == size) {
      if (!known) {
        path.add(new LeafRange(start, size));
      }
      return;
    }
    long split = split(size);
    if (former <= split) {
      consistency(former, start, split, known, path);
      path.add(new LeafRange(start + split, size - split));
    } else {
      consistency(former - split, start + split, size - split, false, path);
      path.add(new LeafRange(start, split));
    }
  }

  // The largest power of two below size.
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
