package surety.translog;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The tiles of logs of any size whose leaves are all the same: so are all nodes of a height.
final class EqualLeaves implements TileStore {
  private final Hash[] byHeight = new Hash[63];
  private int read;

  EqualLeaves(Hash leaf) {
    byHeight[0] = leaf;
    for (int height = 1; height < byHeight.length; height++) {
      byHeight[height] = Hash.ofNode(byHeight[height - 1], byHeight[height - 1]);
    }
  }

  int reads() {
    return read;
  }

  void forgetReads() {
    read = 0;
  }

  Hash leaf() {
    return byHeight[0];
  }

  @Override
  public Map<Tile, byte[]> read(Collection<Tile> tiles) {
    Map<Tile, byte[]> found = new HashMap<>();
    for (Tile tile : tiles) {
      byte[] content = new byte[tile.width() * Hash.BYTES];
      for (int i = 0; i < tile.width(); i++) {
        byHeight[8 * tile.level()].copyTo(content, i * Hash.BYTES);
      }
      found.put(tile, content);
    }
    read += tiles.size();
    return found;
  }

  @Override
  public void put(Map<Tile, byte[]> tiles) {
    throw new UnsupportedOperationException();
  }
}
