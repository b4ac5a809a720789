package surety.server.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  /// Copies the running database.
  ///
  /// @param folder for the copy; absent or empty
  /// @throws IllegalStateException if the database is elsewhere
  public DatabaseCopy copyTo(Path folder) throws IOException {
    EmbeddedDatabase embedded = database.embedded();
    if (embedded == null) {
      throw new IllegalStateException("the files of this database are not here");
    }
    return embedded.postgres().copyTo(folder);
  }
}
