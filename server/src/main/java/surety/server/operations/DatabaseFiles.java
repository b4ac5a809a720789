package surety.server.operations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The files of the server's own database, as whoever stole the disk would have them.
@Component
public class DatabaseFiles {

  private final ServerDatabase database;

  DatabaseFiles(ServerDatabase database) {
    this.database = database;
  }

  /// The folder that holds cluster, log and passwords; empty if the database is elsewhere.
  public Optional<Path> folder() {
    return Optional.ofNullable(database.embedded())
        .map(embedded -> embedded.postgres().files().toAbsolutePath().getParent());
  }

  /// The files of the cluster itself, which the running database reads and writes.
  ///
  /// @throws IllegalStateException if the database is elsewhere
  public Path files() {
    return embedded().postgres().files();
  }

  /// How large the database is, without its programs.
  ///
  /// @throws IllegalStateException if the database is elsewhere
  public long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(files())) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Copies the running database.
  ///
  /// @param folder for the copy; what is there is deleted
  /// @param whole with PostgreSQL's own other databases, which take twice as long and hold nothing
  ///     of the server's; without them the copy does not open if the log names a change of theirs
  /// @throws IllegalStateException if the database is elsewhere
  public DatabaseCopy copyTo(Path folder, boolean whole) throws IOException {
    return embedded().postgres().copyTo(folder, whole);
  }

  private EmbeddedDatabase embedded() {
    return Optional.ofNullable(database.embedded())
        .orElseThrow(() -> new IllegalStateException("the files of this database are not here"));
  }
}
