package surety.translog;

import java.util.Arrays;
import java.util.List;

/// The content of a tile: its hashes one after the other.
final class TileHashes {
  private final byte[] content;

  private TileHashes(byte[] content) {
    this.content = content;
  }

  /// @throws TilesBroken if it is shorter than the tile, or no sequence of hashes
  static TileHashes of(Tile tile, byte[] content) {
    if (content.length < tile.width() * Hash.BYTES
        || content.length > Tile.FULL * Hash.BYTES
        || content.length % Hash.BYTES != 0) {
      throw new TilesBroken(tile, "has " + content.length + " bytes");
    }
    return new TileHashes(content);
  }

  static byte[] encode(List<Hash> hashes) {
    byte[] content = new byte[hashes.size() * Hash.BYTES];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(content, i * Hash.BYTES);
    }
    return content;
  }

  /// The number of its hashes.
  int width() {
    return content.length / Hash.BYTES;
  }

  /// The first so many hashes, one after the other.
  byte[] bytes(int width) {
    return Arrays.copyOf(content, width * Hash.BYTES);
  }

  Hash get(int index) {
    return Hash.at(content, index * Hash.BYTES);
  }

  /// The root over a power of two of its hashes.
  Hash root(int from, int count) {
    if (count == 1) {
      return get(from);
    }
    int half = count / 2;
    return Hash.ofNode(root(from, half), root(from + half, half));
  }
}
