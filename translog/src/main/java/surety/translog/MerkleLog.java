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
    requireAtMost(size, size());
    return size == 0 ? Hash.OF_NOTHING : rootOf(0, size);
  }

  /// The proof that leaf `index` is among the first `size` leaves: the path from the leaf up.
  ///
  /// @throws IllegalArgumentException if it is not
  public List<Hash> inclusion(long index, long size) {
    requireAtMost(size, size());
    requireAtMost(index, size - 1);
    List<Hash> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return List.copyOf(path);
  }

  /// The proof that the first `size` leaves begin with the first `former` leaves unchanged.
  ///
  /// @throws IllegalArgumentException unless 0 < former <= size <= the log's size
  public List<Hash> consistency(long former, long size) {
    requireAtMost(size, size());
    requireAtMost(former, size);
    if (former == 0) {
      throw new IllegalArgumentException("nothing is proven about a log without leaves");
    }
    List<Hash> path = new ArrayList<>();
    consistency(former, 0, size, true, path);
    return List.copyOf(path);
  }

  // PATH(m, D[n]) of RFC 6962, section 2.1.1, for the leaves [start, start + size).
  private void inclusion(long index, long start, long size, List<Hash> path) {
    if (size == 1) {
      return;
    }
    long split = split(size);
    if (index < split) {
      inclusion(index, start, split, path);
      path.add(rootOf(start + split, size - split));
    } else {
      inclusion(index - split, start + split, size - split, path);
      path.add(rootOf(start, split));
    }
  }

  // SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2.
  private void consistency(long former, long start, long size, boolean known, List<Hash> path) {
    if (former == size) {
      if (!known) {
        path.add(rootOf(start, size));
      }
      return;
    }
    long split = split(size);
    if (former <= split) {
      consistency(former, start, split, known, path);
      path.add(rootOf(start + split, size - split));
    } else {
      consistency(former - split, start + split, size - split, false, path);
      path.add(rootOf(start, split));
    }
  }

  private Hash rootOf(long start, long size) {
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return levels.get(level).get(Math.toIntExact(start >> level));
    }
    long split = split(size);
    return Hash.ofNode(rootOf(start, split), rootOf(start + split, size - split));
  }

  private List<Hash> at(int level) {
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    return levels.get(level);
  }

  // The largest power of two below size.
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }

  private static void requireAtMost(long value, long bound) {
    if (value < 0 || value > bound) {
      throw new IllegalArgumentException("index or size: " + value + " (at most: " + bound + ")");
    }
  }
}
