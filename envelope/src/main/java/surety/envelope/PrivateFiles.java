package surety.envelope;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read, in folders that only the same owner may enter.
final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_FILE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /// @throws RootKeyRefused if others could read or replace the file
  static void requirePrivate(Path file) throws IOException {
    PosixFileAttributes found = attributes(file);
    if (!found.isRegularFile()) {
      throw new RootKeyRefused(file + " is not a regular file");
    }
    requirePermissions(file, found, OWNER_FILE);
    PosixFileAttributes folder = requirePrivateFolder(file.resolveSibling("").normalize());
    if (!found.owner().equals(folder.owner())) {
      throw new RootKeyRefused(file + " and its folder have different owners");
    }
  }

  /// Makes the folder, and those above it that are missing, for the owner alone.
  ///
  /// @throws RootKeyRefused if the folder exists and others may enter it
  static void createFolder(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    requirePrivateFolder(folder);
  }

  /// Writes the text to a new file that is complete and on disk when the method returns.
  static Path writeDraft(Path folder, String text) throws IOException {
    Path draft =
        Files.createTempFile(
            folder, ".draft", "", PosixFilePermissions.asFileAttribute(OWNER_FILE));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return draft;
  }

  /// Brings the names in a folder to disk.
  static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  // The folder may be reached through a symbolic link: "." is what the link leads to.
  private static PosixFileAttributes requirePrivateFolder(Path folder) throws IOException {
    PosixFileAttributes found = attributes(folder.resolve("."));
    requirePermissions(folder, found, OWNER_FOLDER);
    return found;
  }

  private static void requirePermissions(
      Path path, PosixFileAttributes found, Set<PosixFilePermission> atMost) {
    if (!atMost.containsAll(found.permissions())) {
      throw new RootKeyRefused(
          "%s has permissions %s (expected: at most %s)"
              .formatted(
                  path,
                  PosixFilePermissions.toString(found.permissions()),
                  PosixFilePermissions.toString(atMost)));
    }
  }
}
