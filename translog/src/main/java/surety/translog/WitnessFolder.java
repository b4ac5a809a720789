package surety.translog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A witness's record as files, one for each log, named by the hash of the origin. Several threads
/// may use it, and several processes the same folder.
///
/// Throws [UncheckedIOException].
public final class WitnessFolder implements WitnessRecord {
  private final Path folder;

  /// @param folder is made if it is not there
  public WitnessFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Checkpoint> last(String origin) {
    try {
      return Optional.of(Checkpoint.parse(Files.readString(file(origin))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized boolean replace(Optional<Checkpoint> former, Checkpoint fresh) {
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        if (!last(fresh.origin()).equals(former)) {
          return false;
        }
        byte[] content = fresh.text().getBytes(StandardCharsets.UTF_8);
        DurableFile.replace(file(fresh.origin()), content);
        return true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String origin) {
    return folder.resolve(Hash.of(origin.getBytes(StandardCharsets.UTF_8)).hex());
  }
}
