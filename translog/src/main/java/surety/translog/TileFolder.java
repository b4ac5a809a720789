package surety.translog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Tiles as files, at their paths below a folder, so that a web server of files serves the log. A
/// file appears whole or not at all. When a tile is full, the narrower ones before it go.
///
/// Throws [UncheckedIOException].
public final class TileFolder implements TileStore {
  private final Path root;

  /// @param root the folder that `tile/` lies in
  public TileFolder(Path root) {
    this.root = root;
  }

  @Override
  public Map<Tile, byte[]> read(Collection<Tile> tiles) {
    Map<Tile, byte[]> found = new HashMap<>();
    try {
      for (Tile tile : tiles) {
        read(tile).ifPresent(content -> found.put(tile, content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public void put(Map<Tile, byte[]> tiles) {
    try {
      for (Map.Entry<Tile, byte[]> entry : tiles.entrySet()) {
        Tile tile = entry.getKey();
        DurableFile.replace(root.resolve(tile.path()), entry.getValue());
        if (tile.isFull()) {
          forgetNarrower(tile);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<byte[]> read(Tile tile) throws IOException {
    Optional<byte[]> exact = content(tile);
    return exact.isPresent() || tile.isFull() ? exact : content(tile.full());
  }

  private Optional<byte[]> content(Tile tile) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(root.resolve(tile.path())));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  private void forgetNarrower(Tile tile) throws IOException {
    Path narrower = root.resolve(tile.path() + ".p");
    if (!Files.isDirectory(narrower)) {
      return;
    }
    try (Stream<Path> files = Files.list(narrower)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(narrower);
  }
}
