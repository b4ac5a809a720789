package surety.translog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The order of an export: the tiles of the right edge, the highest first, and then, from the left,
/// each node's tile before what is below it. So each line can be checked against lines before it,
/// with one tile of each level at hand.
final class ExportWalk {

  /// What happens on the way.
  interface Steps {
    /// A tile of the right edge.
    TileHashes edge(Tile tile) throws IOException;

    /// All of them, in the order of [Tile#edge].
    void root(List<Tile> edge, List<TileHashes> hashes) throws IOException;

    /// A full tile.
    ///
    /// @param root over its hashes
    TileHashes tile(Tile tile, Hash root) throws IOException;

    /// A leaf.
    ///
    /// @param tile where it stands
    void leaf(long index, TileHashes tile) throws IOException;

    /// A complete subtree of which nothing is shown.
    void skip(int height, Hash root) throws IOException;
  }

  private final ExportHeader header;
  private final long size;
  private final Steps steps;

  ExportWalk(ExportHeader header, long size, Steps steps) {
    this.header = header;
    this.size = size;
    this.steps = steps;
  }

  void walk() throws IOException {
    List<Tile> edge = Tile.edge(size);
    List<TileHashes> hashes = new ArrayList<>();
    for (Tile tile : edge) {
      hashes.add(steps.edge(tile));
    }
    steps.root(edge, hashes);
    for (int i = 0; i < edge.size(); i++) {
      below(edge.get(i), hashes.get(i));
    }
  }

  private void below(Tile tile, TileHashes hashes) throws IOException {
    for (int i = 0; i < tile.width(); i++) {
      long index = tile.index() * Tile.FULL + i;
      int height = tile.level() * Tile.HEIGHT;
      if (height == 0) {
        steps.leaf(index, hashes);
      } else if (header.opens(index << height, (index + 1) << height)) {
        Tile child = new Tile(tile.level() - 1, index, Tile.FULL);
        below(child, steps.tile(child, hashes.get(i)));
      } else {
        steps.skip(height, hashes.get(i));
      }
    }
  }
}
