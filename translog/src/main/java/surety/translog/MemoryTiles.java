package surety.translog;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tiles in memory, of each level and index the last that was put. May be used by several threads.
public final class MemoryTiles implements TileStore {
  private final Map<Tile, byte[]> contents = new ConcurrentHashMap<>();

  @Override
  public Map<Tile, byte[]> read(Collection<Tile> tiles) {
    Map<Tile, byte[]> found = new HashMap<>();
    for (Tile tile : tiles) {
      byte[] content = contents.get(tile.full());
      if (content != null) {
        found.put(tile, content.clone());
      }
    }
    return found;
  }

  @Override
  public void put(Map<Tile, byte[]> tiles) {
    tiles.forEach((tile, content) -> contents.put(tile.full(), content.clone()));
  }
}
