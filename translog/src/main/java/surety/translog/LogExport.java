package surety.translog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import surety.translog.ExportWalk.Steps;

/// Writes a log, or the entries from one to another of it, as a file that is verified without the
/// log (SPEC.md, section 7).
public final class LogExport {

  /// The most bytes that a line may have.
  public static final int MOST_LINE = 1 << 24;

  private final ExportHeader header;
  private final long size;

  /// @param checkpoint signed by `key`; every tile of its size is stored
  /// @param first entry, from 0
  /// @param end after the last entry, at most the checkpoint's size
  /// @param former sizes of other checkpoints that the reader may have kept and wants to compare,
  ///     even if they are before the first entry
  /// @throws IllegalArgumentException if these do not fit together
  public LogExport(SignedNote checkpoint, NoteKey key, long first, long end, List<Long> former) {
    this.size = Checkpoint.verified(checkpoint.encoded(), key).size();
    TreeSize.requireAtMost(first, size);
    TreeSize.requireAtMost(end, size);
    former.forEach(other -> TreeSize.requireAtMost(other, size));
    this.header =
        new ExportHeader(
            checkpoint.encoded(), end, first, List.copyOf(new TreeSet<>(former)), key.text());
  }

  /// Writes the export.
  ///
  /// @param tiles those of the log
  /// @param entries exactly those from the first to the last, in order
  /// @param out is flushed and stays open
  /// @throws IllegalArgumentException if another entry comes, or one whose line is too long
  /// @throws TilesBroken if a tile is missing
  public void write(TileSource tiles, Iterator<LogEntry> entries, OutputStream out)
      throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    write(buffered, header.line());
    new ExportWalk(header, size, new Writing(tiles, entries, buffered)).walk();
    if (entries.hasNext()) {
      throw new IllegalArgumentException("entries after the last of the export");
    }
    buffered.flush();
  }

  private static void write(OutputStream out, String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_LINE) {
      throw new IllegalArgumentException(
          "line length: " + bytes.length + " (at most: " + MOST_LINE + ")");
    }
    out.write(bytes);
  }

  private final class Writing implements Steps {
    private final TileSource tiles;
    private final Iterator<LogEntry> entries;
    private final OutputStream out;

    private Writing(TileSource tiles, Iterator<LogEntry> entries, OutputStream out) {
      this.tiles = tiles;
      this.entries = entries;
      this.out = out;
    }

    @Override
    public TileHashes edge(Tile tile) throws IOException {
      Map<Tile, TileHashes> read = TileReader.read(tiles, List.of(tile));
      TileHashes hashes = read.values().iterator().next();
      write(out, ExportLine.of(tile, hashes.bytes(tile.width())));
      return hashes;
    }

    @Override
    public void root(List<Tile> edge, List<TileHashes> hashes) {}

    @Override
    public TileHashes tile(Tile tile, Hash root) throws IOException {
      return edge(tile);
    }

    @Override
    public void leaf(long index, TileHashes tile) throws IOException {
      if (index < header.first() || index >= header.end()) {
        return;
      }
      if (!entries.hasNext()) {
        throw new IllegalArgumentException("entry " + index + " is missing");
      }
      LogEntry entry = entries.next();
      if (entry.index() != index) {
        throw new IllegalArgumentException(
            "entry: " + entry.index() + " (expected: " + index + ")");
      }
      write(out, ExportLine.of(entry));
    }

    @Override
    public void skip(int height, Hash root) {}
  }
}
