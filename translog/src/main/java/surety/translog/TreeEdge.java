package surety.translog;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a tree, for a writer who keeps the hashes of the tiles in runs of sixteen: all
/// that it needs to append and to know the root, in some hundred bytes and at most six thousand.
///
/// A tile is sixteen runs, the last of which may lie here: [#tail]. Where a log is appended to
/// often and by little, as are many small logs in a database, a run is written once and the edge
/// each time, where tiles would be written over and over.
///
/// Not safe for use by several threads at once.
public final class TreeEdge {

  /// How many hashes are in a run.
  public static final int RUN = 16;

  private final Frontier frontier;
  // For each level of tiles the hashes after the last complete run.
  private final List<List<Hash>> tails = new ArrayList<>();

  private TreeEdge(Frontier frontier) {
    this.frontier = frontier;
  }

  /// That of a log without leaves.
  public static TreeEdge begin() {
    return new TreeEdge(new Frontier());
  }

  /// Reads what [#encode] wrote.
  ///
  /// @param size of the tree
  /// @throws TilesBroken if it is not the edge of a tree of this size
  public static TreeEdge decode(long size, byte[] encoded) {
    TreeSize.require(size);
    int nodes = Long.bitCount(size);
    int hashes = nodes;
    for (int level = 0; level < levels(size); level++) {
      hashes += tailWidth(size, level);
    }
    if (encoded.length != hashes * Hash.BYTES) {
      throw new TilesBroken("the edge is not that of a tree of " + size + " leaves");
    }
    TreeEdge edge = new TreeEdge(Frontier.of(size, hashes(encoded, 0, nodes)));
    int at = nodes;
    for (int level = 0; level < levels(size); level++) {
      int width = tailWidth(size, level);
      edge.tails.add(new ArrayList<>(hashes(encoded, at, width)));
      at += width;
    }
    return edge;
  }

  /// The roots of the subtrees that the tree is made of, from the left, then the tail of each level
  /// from the lowest.
  public byte[] encode() {
    List<Hash> all = new ArrayList<>(frontier.nodes());
    tails.forEach(all::addAll);
    return TileHashes.encode(all);
  }

  /// Appends a leaf.
  ///
  /// @param runs is told the runs that this completes
  /// @throws IllegalArgumentException if the log is full
  public void append(Hash leaf, Runs runs) {
    frontier.append(
        0,
        leaf,
        (height, root) -> {
          if (height % Tile.HEIGHT == 0) {
            add(height / Tile.HEIGHT, root, runs);
          }
        });
  }

  /// The number of leaves.
  public long size() {
    return frontier.size();
  }

  /// The root over them.
  public Hash root() {
    return frontier.root();
  }

  /// The hashes of a level that are in no complete run yet, one after the other; none of a level
  /// that the tree does not have.
  ///
  /// @param level of tiles, from 0
  public byte[] tail(int level) {
    return level < tails.size() ? TileHashes.encode(tails.get(level)) : new byte[0];
  }

  private void add(int level, Hash hash, Runs runs) {
    while (tails.size() <= level) {
      tails.add(new ArrayList<>());
    }
    List<Hash> tail = tails.get(level);
    tail.add(hash);
    if (tail.size() == RUN) {
      // The frontier counts the leaf once all is told.
      long hashes = frontier.size() + 1 >>> (level * Tile.HEIGHT);
      runs.complete(level, hashes - RUN, TileHashes.encode(tail));
      tail.clear();
    }
  }

  private static List<Hash> hashes(byte[] encoded, int from, int count) {
    List<Hash> hashes = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      hashes.add(Hash.at(encoded, i * Hash.BYTES));
    }
    return hashes;
  }

  // A level has a tail, which may be empty, from its first hash on.
  private static int levels(long size) {
    return size == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(size)) / Tile.HEIGHT + 1;
  }

  private static int tailWidth(long size, int level) {
    return (int) ((size >>> (level * Tile.HEIGHT)) % RUN);
  }

  /// Is told what has become complete.
  public interface Runs {

    /// A run of a level.
    ///
    /// @param level of tiles, from 0
    /// @param first number of its first hash within the level, a multiple of [#RUN]
    /// @param hashes one after the other
    void complete(int level, long first, byte[] hashes);
  }
}
