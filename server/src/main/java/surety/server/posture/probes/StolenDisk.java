package surety.server.posture.probes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import surety.server.operations.DatabaseCopy;
import surety.server.operations.DatabaseFiles;
import surety.server.platform.DataFolder;

/// All that somebody has who takes the disk of the running server: its database as files and as the
/// database unpacks them, its logs, its mail, its other data and its temporary files.
@Component
class StolenDisk {

  private static final Logger LOG = LoggerFactory.getLogger(StolenDisk.class);
  private static final String TABLE = "table ";
  private static final String COPY = "stolen-copy";
  private static final long LARGEST_TEMPORARY = 64L << 20;
  private static final long LARGEST_DATABASE = 2L << 30;

  private final DatabaseFiles database;
  private final DataFolder data;

  StolenDisk(DatabaseFiles database, DataFolder data) {
    this.database = database;
    this.data = data;
  }

  /// Why the disk cannot be taken, for the public page; empty if it can.
  Optional<String> obstacle() throws IOException {
    if (database.folder().isEmpty()) {
      return Optional.of(
          "the database is on another machine, whose disk this server cannot search");
    }
    return database.bytes() > LARGEST_DATABASE
        ? Optional.of("the database is larger than a check may copy (2 GiB)")
        : Optional.empty();
  }

  /// The folder of the database, where it is here.
  Path database() {
    return database.folder().orElseThrow();
  }

  /// What was taken, by places; gone when it is closed.
  ///
  /// @param places the files of each place by its name
  record Loot(DatabaseCopy copy, Map<String, List<Path>> places) implements AutoCloseable {

    /// Whether `holds` says yes of any file of a place that was changed since `since`.
    boolean holds(String place, Instant since, Predicate<byte[]> holds) throws IOException {
      return anyHolds(places.getOrDefault(place, List.of()), since, holds);
    }

    /// All places without one file.
    Map<String, List<Path>> placesWithout(Optional<Path> file) {
      Map<String, List<Path>> all = new LinkedHashMap<>();
      places.forEach(
          (name, files) ->
              all.put(name, files.stream().filter(it -> !file.equals(Optional.of(it))).toList()));
      return all;
    }

    @Override
    public void close() throws IOException {
      copy.close();
    }
  }

  /// Whether `holds` says yes of any of these files that was changed since `since`.
  static boolean anyHolds(List<Path> files, Instant since, Predicate<byte[]> holds)
      throws IOException {
    for (Path file : files) {
      if (holds.test(contentSince(file, since))) {
        return true;
      }
    }
    return false;
  }

  // The database goes on, and with it its files.
  private static byte[] contentSince(Path file, Instant since) throws IOException {
    try {
      boolean changed = !Files.getLastModifiedTime(file).toInstant().isBefore(since);
      return changed ? Files.readAllBytes(file) : new byte[0];
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /// Takes everything. A checkpoint may recycle the log while it is copied, or the log may name a
  /// database that was left out; then the whole cluster is copied.
  Loot take() throws IOException, InterruptedException {
    try {
      return takeOnce(false);
    } catch (IOException e) {
      LOG.info("the copy of the database did not open: {}", e.getMessage());
      return takeOnce(true);
    }
  }

  private Loot takeOnce(boolean whole) throws IOException, InterruptedException {
    Path postgres = database();
    DatabaseCopy copy = database.copyTo(postgres.resolve(COPY), whole);
    try {
      return new Loot(copy, places(postgres, copy));
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private Map<String, List<Path>> places(Path postgres, DatabaseCopy copy)
      throws IOException, InterruptedException {
    Map<String, List<Path>> places = new LinkedHashMap<>(tables(copy.expanded()));
    // The files themselves and not those of the copy, which opening it has changed.
    Path cluster = database.files();
    Path log = cluster.resolve("pg_wal");
    places.put("write-ahead log of the database", below(log, _ -> true));
    places.put("files of the database", below(cluster, file -> !file.startsWith(log)));
    places.put("log of the database", beside(postgres, "postgres.log"));
    places.put("data folder", below(data.path(), file -> !file.startsWith(postgres)));
    places.put("temporary files", temporary());
    List<Path> output = output();
    if (!output.isEmpty()) {
      places.put("output of the server", output);
    }
    return places;
  }

  static String table(String name) {
    return TABLE + name;
  }

  private static Map<String, List<Path>> tables(Path expanded) throws IOException {
    Map<String, List<Path>> tables = new TreeMap<>();
    for (Path file : below(expanded, _ -> true)) {
      String name = String.valueOf(file.getFileName()).replaceFirst("-[0-9]+\\.[a-z]+$", "");
      tables.computeIfAbsent(table(name), _ -> new ArrayList<>()).add(file);
    }
    return tables;
  }

  private static List<Path> beside(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> String.valueOf(it.getFileName()).startsWith(prefix)).toList();
    }
  }

  private static List<Path> below(Path folder, Predicate<Path> which) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS))
          .filter(which)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  // What the server prints, where that goes to a file.
  private static List<Path> output() {
    List<Path> files = new ArrayList<>();
    for (String descriptor : List.of("1", "2")) {
      Path link = Path.of("/proc/self/fd", descriptor);
      if (Files.isRegularFile(link)) {
        files.add(link);
      }
    }
    return files;
  }

  // Of this account alone, and not deep: the folder is everybody's.
  private static List<Path> temporary() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> isOwn(file, self)).toList();
    }
  }

  private static boolean isOwn(Path file, Object self) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) <= LARGEST_TEMPORARY
          && self.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return false; // it is gone by now
    }
  }
}
