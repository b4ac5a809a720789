package surety.translog;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes roots and proofs from stored tiles alone, of trees of up to 2^62 leaves: one
/// [TileSource#read] each, of at most two tiles for each of the tree's levels of tiles.
///
/// It does not check the tiles: a proof from a changed tile proves nothing to whoever checks it.
/// Sizes need tiles as wide as a tree of that size has them, which a store keeps at least for each
/// size of which there is a checkpoint.
///
/// May be used by several threads if the store may.
public final class TileReader {
  private final TileSource store;

  /// Reads from this store.
  public TileReader(TileSource store) {
    this.store = store;
  }

  /// The root over the first `size` leaves.
  ///
  /// @throws TilesBroken if a tile is missing or is no tile
  public Hash root(long size) {
    TreeSize.require(size);
    if (size == 0) {
      return Hash.OF_NOTHING;
    }
    return roots(List.of(new LeafRange(0, size)), size).getFirst();
  }

  /// The hash of the leaf at `index` in the log of `size` leaves.
  ///
  /// @throws TilesBroken if a tile is missing or is no tile
  public Hash leaf(long index, long size) {
    TreeSize.require(size);
    TreeSize.requireAtMost(index, size - 1);
    return roots(List.of(new LeafRange(index, 1)), size).getFirst();
  }

  /// The proof that leaf `index` is among the first `size` leaves: the path from the leaf up.
  ///
  /// @throws IllegalArgumentException if it is not
  /// @throws TilesBroken if a tile is missing or is no tile
  public List<Hash> inclusion(long index, long size) {
    return roots(LeafRange.inclusion(index, size), size);
  }

  /// The proof that the first `size` leaves begin with the first `former` leaves unchanged.
  ///
  /// @throws IllegalArgumentException unless 0 < former <= size
  /// @throws TilesBroken if a tile is missing or is no tile
  public List<Hash> consistency(long former, long size) {
    return roots(LeafRange.consistency(former, size), size);
  }

  private List<Hash> roots(List<LeafRange> ranges, long size) {
    Set<Tile> tiles = new LinkedHashSet<>();
    for (LeafRange range : ranges) {
      range.subtrees().forEach(subtree -> tiles.add(Tile.of(subtree, size)));
    }
    Map<Tile, TileHashes> read = read(store, tiles);
    return ranges.stream().map(range -> range.root(subtree -> root(subtree, size, read))).toList();
  }

  private static Hash root(Subtree subtree, long size, Map<Tile, TileHashes> read) {
    TileHashes hashes = read.get(Tile.of(subtree, size));
    if (hashes == null) {
      throw new IllegalStateException("every tile that is needed was read");
    }
    return hashes.root(
        (int) (Tile.firstHash(subtree) % Tile.FULL), 1 << (subtree.height() % Tile.HEIGHT));
  }

  static Map<Tile, TileHashes> read(TileSource store, Collection<Tile> tiles) {
    Map<Tile, TileHashes> read = new HashMap<>();
    Map<Tile, byte[]> contents = tiles.isEmpty() ? Map.of() : store.read(tiles);
    for (Tile tile : tiles) {
      byte[] content = contents.get(tile);
      if (content == null) {
        throw new TilesBroken(tile, "is missing");
      }
      read.put(tile, TileHashes.of(tile, content));
    }
    return read;
  }
}
