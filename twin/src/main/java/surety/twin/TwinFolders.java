package surety.twin;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// The throw-away folders of twins. Each holds the process that made it, so that those of processes
/// which were killed can be told from those in use.
final class TwinFolders {

  private static final String PREFIX = "surety-twin-";
  private static final String MAKER = "maker";

  // Where Linux keeps files in memory. Twins and their checks make and delete some thousand files a
  // minute; on a disk each would cost several times as much, and nothing of them is to stay.
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long ROOM = 2L << 30;
  private static final long MEMORY_TO_SPARE = 6L << 30;

  // Far longer than it takes to write the maker down.
  private static final Duration UNMARKED = Duration.ofHours(1);

  private TwinFolders() {}

  static Path create() throws IOException {
    Path folder = Files.createTempDirectory(parent(System.getenv()), PREFIX);
    Files.writeString(folder.resolve(MAKER), maker(ProcessHandle.current()));
    return folder;
  }

  /// Where the folder of a twin with these settings goes: into memory if there is plenty.
  static Path parent(Map<String, String> environment) throws IOException {
    // Programs may not run from there, and without this setting those of the database are inside.
    boolean onlyData = environment.containsKey(TwinSettings.BINARIES);
    return onlyData && fitsInMemory() ? MEMORY : temporary();
  }

  private static boolean fitsInMemory() throws IOException {
    return Files.isWritable(MEMORY)
        && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM
        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        && system.getTotalMemorySize() >= MEMORY_TO_SPARE;
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /// Deletes what twins left whose maker is no more. A database that still runs in such a folder
  /// ends by itself when it finds its files gone.
  static void sweep() {
    sweep(temporary());
    if (Files.isWritable(MEMORY)) {
      sweep(MEMORY);
    }
  }

  /// Several twins may start at once; what one of them cannot delete is left to the next start.
  static synchronized boolean sweep(Path parent) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isLeft(folder)) {
          delete(folder);
        }
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    Path maker = folder.resolve(MAKER);
    if (!Files.exists(maker)) {
      Instant made = Files.getLastModifiedTime(folder).toInstant();
      return made.isBefore(Instant.now().minus(UNMARKED));
    }
    String made = Files.readString(maker);
    return ProcessHandle.allProcesses().noneMatch(process -> maker(process).equals(made));
  }

  // Numbers of processes are given again, but not at the same moment.
  private static String maker(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  /// Deletes a folder; what is gone already does not matter.
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
