package surety.server.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A physical copy of the running embedded database, taken from its files alone.
///
/// No login is used for it, and the database does not notice. `pg_control` is copied first and the
/// write-ahead log last, so that opening the copy replays everything since the checkpoint that
/// `pg_control` names, as after a power cut.
public final class DatabaseCopy implements AutoCloseable {

  private static final String DATABASE = "surety";
  private static final int PATIENCE_SECONDS = 20;
  private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

  // template1, template0 and postgres have these numbers in every cluster. They hold nothing of the
  // server's, and are half of the files.
  private static final Set<Path> OTHER_DATABASES =
      Set.of(Path.of("base", "1"), Path.of("base", "4"), Path.of("base", "5"));

  // One line: a session without a server takes each line for a statement.
  private static final String EXPAND =
      """
      DO $x$ DECLARE t record; BEGIN
        FOR t IN SELECT c.oid, format('%%I.%%I', n.nspname, c.relname) AS name,
            coalesce(pg_partition_root(c.oid)::oid, c.oid)::regclass AS whole,
            n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema' AS own
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('r', 'm') LOOP
        EXECUTE format('COPY (SELECT * FROM %%s) TO %%L', t.name,
          format('%1$s/%%s-%%s.text', t.whole, t.oid));
        IF t.own THEN
          EXECUTE format('COPY (SELECT * FROM %%s) TO %%L (FORMAT binary)', t.name,
            format('%1$s/%%s-%%s.binary', t.whole, t.oid));
        END IF;
      END LOOP; END $x$
      """;

  private final PostgresCluster cluster;
  private final Path folder;

  private DatabaseCopy(PostgresCluster cluster, Path folder) {
    this.cluster = cluster;
    this.folder = folder;
  }

  /// @param whole with the databases that are not the server's: a copy without them does not open
  ///     if the log names a change of theirs
  static DatabaseCopy take(PostgresCluster cluster, Path folder, boolean whole) throws IOException {
    DatabaseCopy copy = new DatabaseCopy(cluster, folder.toAbsolutePath().normalize());
    PostgresBinaries.deleteTree(copy.folder); // an earlier one that was interrupted
    copy.prepare(copy.folder);
    copy.prepare(copy.files());
    copy.prepare(copy.files().resolve("global"));
    Path control = Path.of("global", "pg_control");
    copy.copy(cluster.data().resolve(control), copy.files().resolve(control));
    copy.tree(cluster.data(), Set.of("pg_control", "pg_wal"), whole ? Set.of() : OTHER_DATABASES);
    copy.tree(cluster.data().resolve("pg_wal"), Set.of(), Set.of());
    return copy;
  }

  /// The copied files.
  public Path files() {
    return folder.resolve("cluster");
  }

  /// Opens the copy, which replays its log, and writes out every column of every table as the
  /// database itself unpacks it: `<table>-<number>.text`, and `.binary` for tables that are not
  /// PostgreSQL's own. A partition goes under the name of the whole table.
  ///
  /// @return the folder with these files
  public Path expanded() throws IOException, InterruptedException {
    Path expanded = folder.resolve("expanded");
    prepare(expanded);
    Path log = folder.resolve("open.log");
    Process process =
        new ProcessBuilder(cluster.alone(files(), DATABASE))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try (var statements = process.getOutputStream()) {
      String place = expanded.toString().replace("'", "''").replace("%", "%%");
      String statement = EXPAND.formatted(place).replaceAll("\\s*\\n\\s*", " ");
      statements.write((statement + "\n").getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the copy did not open in time");
    }
    if (process.exitValue() != 0 || Files.readString(log).contains("ERROR:")) {
      throw new IOException("the copy did not open: " + lastLine(log));
    }
    return expanded;
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(
            line -> line.contains("ERROR:") || line.contains("FATAL:") || line.contains("PANIC"))
        .findFirst()
        .orElse("no reason given")
        .replaceFirst("^.*(ERROR|FATAL|PANIC):\\s*", "");
  }

  private void prepare(Path made) throws IOException {
    Files.createDirectories(made);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
    cluster.give(made);
  }

  private void tree(Path from, Set<String> without, Set<Path> withoutFolders) throws IOException {
    Path base = cluster.data();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Path place = base.relativize(dir);
            if (without.contains(name(dir)) || withoutFolders.contains(place)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            prepare(files().resolve(place));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!without.contains(name(file)) && !LEFT_OUT.contains(name(file))) {
              copy(file, files().resolve(base.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return vanished(e);
          }
        });
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  // A table that was dropped meanwhile: the log says so as well.
  private static FileVisitResult vanished(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private void copy(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      vanished(e);
    }
  }

  /// Deletes the copy.
  @Override
  public void close() throws IOException {
    PostgresBinaries.deleteTree(folder);
  }
}
