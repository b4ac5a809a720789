package surety.translog;

import java.util.Collection;
import java.util.Map;

/// Where tiles are read. Many at once, so that a proof costs a database one round trip.
///
/// Errors of the source are unchecked exceptions of its own, and pass through this library
/// unchanged.
public interface TileSource {

  /// The content of these tiles; those that it does not have are left out. A tile only grows at its
  /// end, so instead of one that is not full it may give a wider one of the same level and index.
  Map<Tile, byte[]> read(Collection<Tile> tiles);
}
