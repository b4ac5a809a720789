package surety.pseudonym.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Writes whole files or nothing: another file takes the place of the old one at once.
final class Output {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private Output() {}

  /// Writes to the file, or to standard output. A new file can be read by its owner alone; one that
  /// is replaced keeps its permissions.
  static void write(Optional<Path> path, String text, OutputStream standard) throws Stop {
    if (path.isPresent()) {
      write(path.get(), text, false);
      return;
    }
    try {
      standard.write(text.getBytes(StandardCharsets.UTF_8));
      standard.flush();
    } catch (IOException e) {
      throw Stop.wrong("standard output was closed");
    }
  }

  /// Writes a file that nobody but its owner can read, also if others could before.
  static void writeSecret(Path path, String text) throws Stop {
    write(path, text, true);
  }

  private static void write(Path path, String text, boolean secret) throws Stop {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        Files.write(path, bytes, StandardOpenOption.WRITE); // a pipe or a device
        return;
      }
      Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      replace(target, bytes, secret);
    } catch (IOException | SecurityException e) {
      throw Stop.wrong(path + ": it cannot be written; what was there is as it was");
    }
  }

  private static void replace(Path target, byte[] bytes, boolean secret) throws IOException {
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    Path written = Files.createTempFile(folder, ".surety-", ".new");
    try {
      boolean posix = Files.getFileStore(written).supportsFileAttributeView("posix");
      if (posix) {
        Files.setPosixFilePermissions(written, OWNER_ALONE);
      }
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      if (posix && !secret && Files.exists(target)) {
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(target));
      }
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
