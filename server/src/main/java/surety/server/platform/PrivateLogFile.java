package surety.server.platform;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// The log in files that only the server's account can read, in a folder that only it can enter.
public final class PrivateLogFile extends RollingFileAppender<ILoggingEvent> {

  // Without the folder the server does not start, and says why; its log is the console until then.
  @Override
  public void start() {
    try {
      Path file = Path.of(Objects.requireNonNull(fileName)).toAbsolutePath().normalize();
      Path folder = Objects.requireNonNull(file.getParent());
      DataFolder.prepare(Objects.requireNonNull(folder.getParent()));
      DataFolder.preparePrivate(folder);
      super.start();
    } catch (IOException e) {
      addWarn("the log is written to no file: its folder cannot be made", e);
    }
  }

  /// Makes the file before anything is written to it.
  @Override
  public void openFile(String name) throws IOException {
    try {
      Files.createFile(
          Path.of(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(Path.of(name), PosixFilePermissions.fromString("rw-------"));
    }
    super.openFile(name);
  }
}
