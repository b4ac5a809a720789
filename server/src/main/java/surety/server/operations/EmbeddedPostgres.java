package surety.server.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import surety.server.platform.LogSink;
import surety.server.platform.StartRefused;

/// A real PostgreSQL in a process of its own, with its data in a folder, reachable from this
/// machine alone and with passwords only.
///
/// It stops when this object is closed, and also when this JVM is killed. If PostgreSQL is killed,
/// it is started again on the same port; a committed row survives either.
public final class EmbeddedPostgres implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // How long PostgreSQL may take to recover after it died; it has as much to do again as it has
  // written since its last checkpoint.
  private static final Duration RECOVERY = Duration.ofMinutes(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LOG_LOOKED_AT = Duration.ofMinutes(1);

  private final FolderLock lock;
  private final PostgresCluster cluster;
  private final int port;
  private final DatabaseLogin superuser;
  private volatile Process process;
  private volatile boolean closing;
  private final Thread watch;

  private EmbeddedPostgres(FolderLock lock, PostgresCluster cluster, int port)
      throws IOException, InterruptedException {
    this.lock = lock;
    this.cluster = cluster;
    this.port = port;
    this.superuser =
        new DatabaseLogin(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            PostgresCluster.SUPERUSER,
            cluster.superuserPassword());
    this.process = launchPatiently();
    this.watch = Thread.ofVirtual().name("postgres log").start(this::boundLogRegularly);
  }

  /// Starts PostgreSQL and returns when it accepts connections.
  ///
  /// @throws StartRefused if the folder or the port is taken, if there is no PostgreSQL for this
  ///     machine, or if it does not start; nothing is left running
  public static EmbeddedPostgres start(EmbeddedPostgresSettings settings) {
    try {
      prepare(settings.folder());
      FolderLock lock = FolderLock.take(settings.folder());
      try {
        var cluster = new PostgresCluster(settings, PostgresBinaries.unpacked(settings.binaries()));
        stopOrphan(cluster);
        return new EmbeddedPostgres(lock, cluster, freePort(settings.port()));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting PostgreSQL", e);
    }
  }

  /// On 127.0.0.1; stays the same while this object is open.
  public int port() {
    return port;
  }

  /// The process id of PostgreSQL's main process; another one after a restart.
  public long pid() {
    try {
      return cluster.postmaster().orElseThrow(() -> new IllegalStateException("stopped")).pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The cluster's files, for physical copies and searches.
  public Path files() {
    return cluster.data();
  }

  /// A copy of the database in a folder of its own, as whoever takes the files would have it:
  /// [DatabaseCopy].
  ///
  /// @param whole with the databases that are not the server's
  DatabaseCopy copyTo(Path folder, boolean whole) throws IOException {
    return DatabaseCopy.take(cluster, folder, whole);
  }

  /// The one login that no policy binds. Used to make roles and databases, never by the server.
  DatabaseLogin superuser() {
    return superuser;
  }

  /// Stops PostgreSQL cleanly and gives the folder back. Close the connection pool first.
  @Override
  public void close() {
    closing = true;
    watch.interrupt();
    stop();
  }

  private synchronized void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("PostgreSQL is still shutting down after {} s", PATIENCE.toSeconds());
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void boundLogRegularly() {
    try {
      while (!closing) {
        Thread.sleep(LOG_LOOKED_AT);
        boundLog();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Its log.
  LogSink log() {
    return new PostgresLog(cluster);
  }

  void boundLog() {
    try {
      cluster.boundLog();
    } catch (IOException e) {
      log.warn("PostgreSQL's log could not be shortened", e);
    }
  }

  // Traversable for root, because PostgreSQL then runs under another account.
  private static void prepare(Path folder) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    Files.createDirectories(
        folder,
        PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString(root ? "rwx--x--x" : "rwx------")));
  }

  // After kill -9 of a server its PostgreSQL shuts down by itself; this waits for it to be gone,
  // and asks once more in case the watcher was killed as well.
  private static void stopOrphan(PostgresCluster cluster) throws IOException, InterruptedException {
    var orphan = cluster.postmaster();
    if (orphan.isEmpty()) {
      return;
    }
    log.info("Stopping the PostgreSQL that an earlier server left behind");
    new ProcessBuilder("sh", "-c", "kill -INT " + orphan.get().pid()).start().waitFor();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (orphan.get().isAlive()) {
      if (Instant.now().isAfter(deadline)) {
        throw new StartRefused(
            "A PostgreSQL of an earlier server (process " + orphan.get().pid() + ") does not stop");
      }
      Thread.sleep(20);
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), wanted));
      return socket.getLocalPort();
    } catch (java.net.BindException e) {
      throw new StartRefused(
          "Port " + wanted + " on 127.0.0.1, wanted for PostgreSQL, is taken by another program",
          e);
    }
  }

  private Process launch(Duration patience) throws IOException, InterruptedException {
    Process started = cluster.start(port);
    awaitConnections(started, patience);
    started.onExit().thenAcceptAsync(this::restart);
    return started;
  }

  private void awaitConnections(Process started, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!accepts()) {
      if (!started.isAlive()) {
        throw new StartRefused("PostgreSQL did not start: " + cluster.lastFault());
      }
      if (Instant.now().isAfter(deadline)) {
        started.getOutputStream().close();
        throw new StartRefused("PostgreSQL is not ready after " + patience.toSeconds() + " s");
      }
      Thread.sleep(20);
    }
  }

  private boolean accepts() {
    try (Connection connection = superuser.connect()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      if ("28P01".equals(e.getSQLState())) {
        throw new StartRefused("PostgreSQL refuses the password that is stored beside it", e);
      }
      return false;
    }
  }

  // The processes of a killed postmaster take a moment to notice, and PostgreSQL refuses until
  // then.
  private Process launchPatiently() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return launch(PATIENCE);
      } catch (StartRefused e) {
        if (attempt == 20 || !cluster.lastFault().contains("shared memory block")) {
          throw e;
        }
        Thread.sleep(FIRST_PAUSE);
      }
    }
  }

  // For as long as this is open: the server can do nothing without its database, which may
  // die again while it recovers.
  private synchronized void restart(Process ended) {
    if (closing) {
      return;
    }
    log.warn("PostgreSQL ended with code {}; starting it again", ended.exitValue());
    try {
      for (Duration pause = FIRST_PAUSE; !closing; pause = longer(pause)) {
        if (isRestarted()) {
          log.info("PostgreSQL runs again");
          return;
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRestarted() throws InterruptedException {
    try {
      stopOrphan(cluster);
      process = launch(RECOVERY);
      return true;
    } catch (IOException | StartRefused e) {
      log.warn("PostgreSQL could not be started again, and is tried once more", e);
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
