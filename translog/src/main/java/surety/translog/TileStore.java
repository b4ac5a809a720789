package surety.translog;

import java.util.Collection;
import java.util.Map;

/// Where tiles are kept. Both methods take many at once, so that a proof or a checkpoint costs a
/// database one round trip.
///
/// Errors of the store are unchecked exceptions of its own, and pass through this library
/// unchanged.
public interface TileStore {

  /// The content of these tiles; those that it does not have are left out. A tile only grows at its
  /// end, so instead of one that is not full it may give a wider one of the same level and index.
  Map<Tile, byte[]> read(Collection<Tile> tiles);

  /// Keeps these tiles. What it had of the same level and index is replaced, or kept as well.
  void put(Map<Tile, byte[]> tiles);
}
