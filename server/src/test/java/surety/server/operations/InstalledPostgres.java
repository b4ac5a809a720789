package surety.server.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL other than the embedded one, on a cluster of its own in a folder, as an
/// operator may have one. Its service is left alone.
public final class InstalledPostgres implements AutoCloseable {

  // The name that attacks on the embedded one try.
  private static final String SUPERUSER = PostgresCluster.SUPERUSER;
  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final PostgresAccount account;
  private final Process process;
  private final DatabaseLogin superuser;

  private InstalledPostgres(
      Path folder, PostgresAccount account, Process process, DatabaseLogin superuser) {
    this.folder = folder;
    this.account = account;
    this.process = process;
    this.superuser = superuser;
  }

  /// The one that the system property `surety.test.postgres` chooses for all tests: the folder of
  /// an installed one, such as `/usr/lib/postgresql/15`, or one with the archives of another
  /// version than the embedded one, which `-Dpostgres.version` of the build makes.
  public static Optional<Path> chosen() {
    return Optional.ofNullable(System.getProperty("surety.test.postgres"))
        .map(Path::of)
        .map(place -> Files.isDirectory(place.resolve("bin")) ? place : unpacked(place));
  }

  /// The chosen one, or else all where Debian puts the programs of versions that are older than the
  /// embedded one.
  public static List<Path> installations() {
    return chosen()
        .map(List::of)
        .orElseGet(
            () ->
                Stream.of("15", "16", "17")
                    .map(version -> Path.of("/usr/lib/postgresql", version))
                    .filter(home -> Files.isExecutable(home.resolve("bin/postgres")))
                    .toList());
  }

  private static Path unpacked(Path archives) {
    try (Stream<Path> files = Files.list(archives)) {
      List<URL> jars = new ArrayList<>();
      for (Path jar : files.toList()) {
        jars.add(jar.toUri().toURL());
      }
      try (var loader = new URLClassLoader(jars.toArray(URL[]::new), null)) {
        URL archive = loader.getResource(PostgresBinaries.archiveName());
        return PostgresBinaries.unpacked(
            PostgresBinaries.sharedCache(),
            Objects.requireNonNull(archive, "not for this machine"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no PostgreSQL in " + archives, e);
    }
  }

  /// Makes a cluster and starts it.
  ///
  /// @param home the folder with `bin`
  /// @param folder for the cluster; must not exist, is removed at the end
  public static InstalledPostgres start(Path home, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    folder.toFile().setExecutable(true, false);
    Path cluster = folder.resolve("cluster");
    PostgresAccount account = PostgresAccount.choose(cluster, home);
    account.give(folder);
    String password = SecretFiles.randomPassword();
    Path file = folder.resolve("password");
    Files.writeString(file, password);
    account.give(file);
    Path bin = home.resolve("bin");
    run(account, folder, initdb(bin, cluster, file));
    int port = freePort();
    Process process = begin(account, folder, postgres(bin, cluster, port));
    var superuser =
        new DatabaseLogin("jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, password);
    var postgres = new InstalledPostgres(folder, account, process, superuser);
    postgres.awaitConnections();
    return postgres;
  }

  private static List<String> initdb(Path bin, Path cluster, Path password) {
    return List.of(
        bin.resolve("initdb").toString(),
        "-D",
        cluster.toString(),
        "-U",
        SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions");
  }

  // Nothing of the server's own tuning: an operator's PostgreSQL has none of it.
  private static List<String> postgres(Path bin, Path cluster, int port) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", cluster.toString()));
    command.addAll(List.of("-p", Integer.toString(port)));
    for (String setting :
        List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  /// May do anything.
  public DatabaseLogin superuser() {
    return superuser;
  }

  /// The database `surety` as the manual has an operator prepare it, with no tables yet.
  public TestPostgres.Database prepared() throws IOException, SQLException {
    var bootstrap = new DatabaseBootstrap(superuser, folder);
    bootstrap.roles();
    bootstrap.database("surety");
    return new TestPostgres.Database(
        bootstrap.login(DatabaseBootstrap.OWNER, "surety"),
        bootstrap.login(DatabaseBootstrap.RUNTIME, "surety"),
        superuser.on("surety"));
  }

  /// Its version, such as 150014.
  public int version() throws SQLException {
    try (Connection connection = superuser.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW server_version_num")) {
      row.next();
      return row.getInt(1);
    }
  }

  /// Stops it and removes its files.
  @Override
  public void close() {
    try {
      begin(account, folder, List.of("kill", "-INT", Long.toString(process.pid()))).waitFor();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      PostgresBinaries.deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitConnections() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      try (Connection connection = superuser.connect()) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        Thread.sleep(50);
      }
    }
    close();
    throw new IllegalStateException("PostgreSQL did not start; its log is gone with " + folder);
  }

  private static void run(PostgresAccount account, Path folder, List<String> command)
      throws IOException, InterruptedException {
    if (begin(account, folder, command).waitFor() != 0) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
  }

  private static Process begin(PostgresAccount account, Path folder, List<String> command)
      throws IOException {
    return new ProcessBuilder(account.command(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
