package surety.translog;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tiles of a log whose hashes are kept in runs, as [TreeEdge] makes them.
///
/// The edge must have been read before the runs are, if somebody may append in between: runs are
/// written once, so those that the edge speaks of stay as they are.
public final class RunTiles implements TileSource {
  private final TreeEdge edge;
  private final RunSource runs;

  /// @param edge of the log
  public RunTiles(TreeEdge edge, RunSource runs) {
    this.edge = edge;
    this.runs = runs;
  }

  @Override
  public Map<Tile, byte[]> read(Collection<Tile> tiles) {
    List<Tile> there = tiles.stream().filter(tile -> count(tile) >= tile.width()).toList();
    List<Runs> asked = there.stream().map(this::inRuns).filter(part -> part.count() > 0).toList();
    Map<Runs, byte[]> found = asked.isEmpty() ? Map.of() : runs.read(asked);
    Map<Tile, byte[]> read = new HashMap<>();
    for (Tile tile : there) {
      Runs part = inRuns(tile);
      byte[] stored = part.count() == 0 ? new byte[0] : found.get(part);
      if (stored != null && stored.length == part.count() * Hash.BYTES) {
        read.put(tile, withTail(tile, part, stored));
      }
    }
    return read;
  }

  private byte[] withTail(Tile tile, Runs part, byte[] stored) {
    if (part.count() == count(tile)) {
      return stored;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(stored);
    content.writeBytes(edge.tail(tile.level()));
    return content.toByteArray();
  }

  // How many hashes the tile has in this log.
  private int count(Tile tile) {
    return (int) Math.min(Tile.FULL, Math.max(0, hashes(tile) - tile.index() * Tile.FULL));
  }

  private long hashes(Tile tile) {
    return tile.level() < 0 ? 0 : edge.size() >>> Math.min(63, tile.level() * Tile.HEIGHT);
  }

  // The part of the tile that is in complete runs.
  private Runs inRuns(Tile tile) {
    long first = tile.index() * Tile.FULL;
    long complete = hashes(tile) - hashes(tile) % TreeEdge.RUN;
    return new Runs(
        tile.level(), first, (int) Math.min(count(tile), Math.max(0, complete - first)));
  }

  /// Complete runs that follow each other.
  ///
  /// @param level of tiles
  /// @param first number of the first hash within the level
  /// @param count of hashes, a multiple of [TreeEdge#RUN]
  public record Runs(int level, long first, int count) {}

  /// Where runs are kept.
  public interface RunSource {

    /// The hashes of each, one after the other; those that it does not have are left out or too
    /// short.
    Map<Runs, byte[]> read(List<Runs> runs);
  }
}
