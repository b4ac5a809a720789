package surety.translog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns leaves into tiles. It keeps the tiles of the right edge alone, at most 255 hashes of each
/// level, and so goes on after a restart from what is stored.
///
/// Write a checkpoint of [#size] and [#root] only after [#flush] returned. Leaves that were
/// appended after the last checkpoint are forgotten by a restart and have to be appended again;
/// their tiles replace those that may have been stored already.
///
/// Not safe for use by several threads at once, nor may two writers have the same store.
public final class TileWriter {

  // Full tiles wait for others, so that a store is not asked for each.
  private static final int MOST_WAITING = 64;

  private final TileStore store;
  private final List<List<Hash>> edge = new ArrayList<>();
  private final Map<Tile, byte[]> waiting = new LinkedHashMap<>();
  private long size;
  private long flushed;

  private TileWriter(TileStore store) {
    this.store = store;
  }

  /// Begins a log.
  public static TileWriter begin(TileStore store) {
    return new TileWriter(store);
  }

  /// Goes on with a log from a checkpoint.
  ///
  /// @param root that of the checkpoint
  /// @throws TilesBroken if the stored tiles do not give this root
  public static TileWriter resume(TileStore store, long size, Hash root) {
    TreeSize.require(size);
    TileWriter writer = new TileWriter(store);
    List<Tile> tiles = Tile.edge(size);
    Map<Tile, TileHashes> read = TileReader.read(store, tiles);
    read.forEach(writer::restore);
    writer.size = size;
    writer.flushed = size;
    if (!writer.root().equals(root)) {
      throw new TilesBroken("the tiles of the right edge are not those of the checkpoint");
    }
    return writer;
  }

  /// Appends a leaf.
  ///
  /// @return its index, from 0
  /// @throws IllegalArgumentException if the log is full
  public long append(Hash leaf) {
    TreeSize.require(size + 1);
    if (waiting.size() >= MOST_WAITING) {
      putWaiting();
    }
    size++;
    append(0, leaf);
    return size - 1;
  }

  /// The number of leaves.
  public long size() {
    return size;
  }

  /// The root over them; takes some hundred hashes.
  public Hash root() {
    Frontier frontier = new Frontier();
    for (int level = edge.size() - 1; level >= 0; level--) {
      int height = level * Tile.HEIGHT;
      edge.get(level).forEach(hash -> frontier.append(height, hash));
    }
    return frontier.root();
  }

  /// Stores every tile that changed since it was last called. If the store fails, it may be called
  /// again.
  public void flush() {
    for (Tile tile : Tile.edge(size)) {
      if (size >>> (tile.level() * Tile.HEIGHT) != flushed >>> (tile.level() * Tile.HEIGHT)) {
        waiting.put(tile, TileHashes.encode(edge.get(tile.level())));
      }
    }
    putWaiting();
    flushed = size;
  }

  private void append(int level, Hash hash) {
    List<Hash> row = row(level);
    row.add(hash);
    if (row.size() == Tile.FULL) {
      Tile tile = new Tile(level, (size >>> (level * Tile.HEIGHT)) / Tile.FULL - 1, Tile.FULL);
      byte[] content = TileHashes.encode(row);
      waiting.put(tile, content);
      row.clear();
      append(level + 1, TileHashes.of(tile, content).root(0, Tile.FULL));
    }
  }

  private void putWaiting() {
    if (!waiting.isEmpty()) {
      store.put(Map.copyOf(waiting));
      waiting.clear();
    }
  }

  private void restore(Tile tile, TileHashes hashes) {
    for (int i = 0; i < tile.width(); i++) {
      row(tile.level()).add(hashes.get(i));
    }
  }

  private List<Hash> row(int level) {
    while (edge.size() <= level) {
      edge.add(new ArrayList<>());
    }
    return edge.get(level);
  }
}
