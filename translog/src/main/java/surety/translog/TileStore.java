package surety.translog;

import java.util.Map;

/// Where tiles are kept.
public interface TileStore extends TileSource {

  /// Keeps these tiles, many at once, so that a checkpoint costs a database one round trip. What it
  /// had of the same level and index is replaced, or kept as well.
  void put(Map<Tile, byte[]> tiles);
}
