package surety.server.operations;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import surety.server.platform.StartRefused;

/// PostgreSQL's programs, unpacked once from their Maven artifact.
final class PostgresBinaries {

  private static final FileAttribute<Set<PosixFilePermission>> READABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private PostgresBinaries() {}

  /// The folder that holds `bin`, `lib` and `share`, unpacked into `cache` if it is not there yet.
  ///
  /// Several processes may do this at once: each unpacks into a folder of its own and the first
  /// rename wins. A folder with the final name is therefore always complete.
  static Path unpacked(Path cache) {
    return unpacked(cache, archive());
  }

  /// The same from another archive, in a jar.
  static Path unpacked(Path cache, URL archive) {
    try {
      prepare(cache);
      Path home = cache.resolve("postgresql-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        unpack(archive, cache, home);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL's programs could not be unpacked to " + cache, e);
    }
  }

  /// A cache for every build and tool of this user, outside any data folder.
  static Path sharedCache() {
    boolean root = "root".equals(System.getProperty("user.name"));
    return root
        ? Path.of("/var/cache/surety")
        : Path.of(System.getProperty("user.home"), ".cache", "surety");
  }

  private static URL archive() {
    URL archive = PostgresBinaries.class.getResource("/" + archiveName());
    if (archive == null) {
      throw new StartRefused(
          "No PostgreSQL is bundled for "
              + platform()
              + " (bundled: linux-x86_64, linux-arm_64). Set SURETY_DATABASE_URL to a PostgreSQL 15"
              + " or later instead.");
    }
    return archive;
  }

  /// What the archive for this machine is called.
  static String archiveName() {
    return "postgres-" + platform() + ".txz";
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system.replaceAll("\\W.*", ""))
        + "-"
        + switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
  }

  // The jar's own checksum of the archive: another version never meets this version's folder.
  private static String fingerprint(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    return Long.toHexString(archive.openConnection().getContentLengthLong());
  }

  private static void unpack(URL archive, Path cache, Path home) throws IOException {
    Path draft = Files.createTempDirectory(cache, "unpacking-");
    try {
      Files.setPosixFilePermissions(draft, READABLE.value());
      try (InputStream in = archive.openStream();
          var tar =
              new TarArchiveInputStream(
                  new BufferedInputStream(new XZInputStream(in), 1 << 16), "UTF-8")) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          write(tar, entry, draft);
        }
      }
      publish(draft, home);
    } finally {
      deleteTree(draft);
    }
  }

  private static void publish(Path draft, Path home) throws IOException {
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  // Programs from a folder that others can write to would run as whoever starts the server. The
  // mask of many systems lets a group write; a folder that is made here is made without.
  private static void prepare(Path cache) throws IOException {
    Files.createDirectories(cache, READABLE);
    var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(cache));
    if (permissions.charAt(4) == 'w' || permissions.charAt(7) == 'w') {
      throw new StartRefused(
          "The folder " + cache + " is writable by others (" + permissions + "). Run: chmod go-w");
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("archive entry outside its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target, READABLE);
      return;
    }
    Files.createDirectories(target.getParent(), READABLE);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      boolean program = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /// Deletes a folder with everything in it; does nothing if it is absent.
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
