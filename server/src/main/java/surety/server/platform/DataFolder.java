package surety.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;

/// The folder that holds all that the server must not lose.
@Component
public class DataFolder {

  private final Path root;

  /// Makes the folder if it is absent.
  public DataFolder(ServerSettings settings) {
    this.root = settings.data().toAbsolutePath().normalize();
    try {
      prepare(root);
    } catch (IOException e) {
      throw new StartRefused("The data folder " + root + " cannot be made or read", e);
    }
  }

  /// Makes the folder if it is absent; for who needs it before there are settings.
  static void prepare(Path root) throws IOException {
    // Root's PostgreSQL runs under another account, which must be able to pass.
    boolean superuser = "root".equals(System.getProperty("user.name"));
    make(root, superuser ? "rwx--x--x" : "rwx------");
  }

  /// Makes a folder in it that only the server can enter, if it is absent.
  static void preparePrivate(Path folder) throws IOException {
    make(folder, "rwx------");
  }

  /// The folder itself, absolute.
  public Path path() {
    return root;
  }

  /// A folder in it that only the server can enter (mode 0700), made if it is absent.
  public Path privateFolder(String name) {
    try {
      Path folder = root.resolve(name);
      preparePrivate(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("a data folder could not be made", e);
    }
  }

  private static void make(Path folder, String permissions) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    try {
      var mode = PosixFilePermissions.fromString(permissions);
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }
}
