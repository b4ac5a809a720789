package surety.translog;

import java.util.ArrayList;
import java.util.List;

/// A growing Merkle tree (RFC 6962, section 2.1), kept in memory: 64 bytes or so per leaf.
///
/// Not safe for use by several threads at once.
public final class MerkleLog {

  // Level 0 holds the leaf hashes, level k the roots of the complete subtrees of 2^k leaves, from
  // the left. A complete subtree never changes again, so any root or proof of the past is put
  // together from these, in a number of steps that grows with the square of the tree's height.
  private final List<List<Hash>> levels = new ArrayList<>();

  /// Appends a leaf.
  ///
  /// @return its index, from 0
  public long append(byte[] content) {
    return appendHash(Hash.ofLeaf(content));
  }

  /// Appends a leaf of which only the hash is known.
  ///
  /// @return its index, from 0
  public long appendHash(Hash leaf) {
    Hash hash = leaf;
    int level = 0;
    at(0).add(hash);
    while (at(level).size() % 2 == 0) {
      List<Hash> row = at(level);
      hash = Hash.ofNode(row.get(row.size() - 2), row.getLast());
      level++;
      at(level).add(hash);
    }
    return size() - 1;
  }

  /// The number of leaves.
  public long size() {
    return levels.isEmpty() ? 0 : levels.getFirst().size();
  }

  /// The root over all leaves.
  public Hash root() {
    return root(size());
  }

  /// The root over the first `size` leaves.
  ///
  /// @throws IllegalArgumentException if there are fewer
  public Hash root(long size) {
    TreeSize.requireAtMost(size, size());
    return size == 0 ? Hash.OF_NOTHING : rootOf(new LeafRange(0, size));
  }

  /// The proof that leaf `index` is among the first `size` leaves: the path from the leaf up.
  ///
  /// @throws IllegalArgumentException if it is not
  public List<Hash> inclusion(long index, long size) {
    TreeSize.requireAtMost(size, size());
    return LeafRange.inclusion(index, size).stream().map(this::rootOf).toList();
  }

  /// The proof that the first `size` leaves begin with the first `former` leaves unchanged.
  ///
  /// @throws IllegalArgumentException unless 0 < former <= size <= the log's size
  public List<Hash> consistency(long former, long size) {
    TreeSize.requireAtMost(size, size());
    return LeafRange.consistency(former, size).stream().map(this::rootOf).toList();
  }

  private Hash rootOf(LeafRange leaves) {
    return leaves.root(tree -> levels.get(tree.height()).get(Math.toIntExact(tree.index())));
  }

  private List<Hash> at(int level) {
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    return levels.get(level);
  }
}
