package surety.translog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Up to 256 entries as C2SP tlog-tiles has them: each after its length, two bytes, the higher
/// first. The leaf hash of an entry is [Hash#ofLeaf].
public final class EntryBundle {

  /// The most bytes that an entry may have.
  public static final int MOST_BYTES = 0xFFFF;

  private EntryBundle() {}

  /// @throws IllegalArgumentException for no entries, more than 256, or an entry that is too long
  public static byte[] encode(List<byte[]> entries) {
    if (entries.isEmpty() || entries.size() > Tile.FULL) {
      throw new IllegalArgumentException("entries of a bundle: " + entries.size());
    }
    int length = entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
    ByteBuffer bundle = ByteBuffer.allocate(length);
    for (byte[] entry : entries) {
      if (entry.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "entry length: " + entry.length + " (at most: " + MOST_BYTES + ")");
      }
      bundle.putShort((short) entry.length).put(entry);
    }
    return bundle.array();
  }

  /// @param width number of entries
  /// @throws IllegalArgumentException if these are not exactly as many
  public static List<byte[]> decode(byte[] bundle, int width) {
    ByteBuffer rest = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    while (rest.remaining() >= Short.BYTES && entries.size() < width) {
      byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
      if (entry.length > rest.remaining()) {
        throw new IllegalArgumentException("the bundle ends within an entry");
      }
      rest.get(entry);
      entries.add(entry);
    }
    if (entries.size() != width || rest.hasRemaining()) {
      throw new IllegalArgumentException("the bundle does not hold " + width + " entries");
    }
    return entries;
  }
}
