package surety.translog;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a tree: the roots of the complete subtrees that it is made of, from the left.
/// They are at most 62, and enough to append leaves and to know the root.
///
/// Not safe for use by several threads at once.
public final class Frontier {

  // One for each bit that is set in the size, from the highest.
  private final List<Hash> nodes = new ArrayList<>();
  private long size;

  /// Appends a leaf.
  ///
  /// @throws IllegalArgumentException if the log is full
  public void append(Hash leaf) {
    append(0, leaf);
  }

  /// The number of leaves.
  public long size() {
    return size;
  }

  /// The root over them.
  public Hash root() {
    if (nodes.isEmpty()) {
      return Hash.OF_NOTHING;
    }
    Hash hash = nodes.getLast();
    for (Hash left : nodes.subList(0, nodes.size() - 1).reversed()) {
      hash = Hash.ofNode(left, hash);
    }
    return hash;
  }

  // Appends a complete subtree of 2^height leaves; the size must be a multiple of that.
  void append(int height, Hash root) {
    append(height, root, (_, _) -> {});
  }

  // As above; `completed` is told each complete subtree that ends with it, the lowest first.
  void append(int height, Hash root, Completed completed) {
    long leaves = 1L << height;
    TreeSize.requireAtMost(leaves, TreeSize.MOST - size);
    if ((size & (leaves - 1)) != 0) {
      throw new IllegalArgumentException("no subtree of " + leaves + " leaves begins at " + size);
    }
    Hash hash = root;
    completed.subtree(height, hash);
    for (int bit = height; (size >>> bit & 1) == 1; bit++) {
      hash = Hash.ofNode(nodes.removeLast(), hash);
      completed.subtree(bit + 1, hash);
    }
    nodes.add(hash);
    size += leaves;
  }

  // The roots, from the left.
  List<Hash> nodes() {
    return List.copyOf(nodes);
  }

  // What #nodes gave of a tree of this size.
  static Frontier of(long size, List<Hash> nodes) {
    Frontier frontier = new Frontier();
    frontier.nodes.addAll(nodes);
    frontier.size = size;
    return frontier;
  }

  /// Is told what has become complete.
  interface Completed {

    /// A subtree of 2^height leaves with this root.
    void subtree(int height, Hash root);
  }
}
