package surety.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.audit.LogFsck;
import surety.server.platform.OwnerDatabase;
import surety.translog.LogVerdict.Verified;

/// What is lost when a server or its database is killed while it writes: nothing that was
/// acknowledged, no place in a log, and no log. Not a speed; but like one it takes its time and
/// needs the machine for itself.
final class KillsBenchmark implements Benchmark {

  private static final int TIMES = 200;
  private static final int TIMES_QUICK = 6;
  // Of so many kills one is the server's, with the database or without.
  private static final int SERVER_EVERY = 4;
  private static final int LONGEST_LIFE_MILLIS = 1_500;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int AT_ONCE = 10_000;

  @Override
  public String name() {
    return "kills";
  }

  @Override
  public String question() {
    return "entries that are lost when server or database are killed while they are written";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    Path folder = BenchServer.newFolder();
    Kills kills = new Kills(folder, new Random());
    try {
      kills.go(quick ? TIMES_QUICK : TIMES);
      return report(folder, kills);
    } finally {
      kills.end();
      BenchServer.delete(folder);
    }
  }

  private static Report report(Path folder, Kills kills) throws Exception {
    try (BenchServer server = BenchServer.startIn(folder)) {
      await(() -> unsequenced(server) == 0, "all entries in their logs");
      long[] counts = new long[4];
      server
          .bean(LogFsck.class)
          .all(
              inspected -> {
                counts[0]++;
                counts[1] += inspected.size();
                counts[2] += inspected.verdict() instanceof Verified ? 0 : 1;
              });
      long acknowledged;
      try (Stream<String> lines = Files.lines(KilledServer.acknowledged(folder))) {
        acknowledged = lines.count();
      }
      counts[3] = lost(server, KilledServer.acknowledged(folder));
      if (counts[2] + counts[3] > 0) {
        throw new IllegalStateException(
            counts[3] + " entries are lost, " + counts[2] + " logs do not verify");
      }
      return new Report("kills: under load, at random moments")
          .add("database killed", kills.ofDatabase, "times", "")
          .add("server killed, with the database in half of them", kills.ofServer, "times", "")
          .add("entries acknowledged", acknowledged, "", "")
          .add("of these lost, or without a place in their log", counts[3], "", "")
          .add("logs", counts[0], "", "")
          .add("entries in them", counts[1], "", "")
          .add("logs with a gap, a fork or another defect", counts[2], "", "");
    }
  }

  private static long unsequenced(BenchServer server) {
    return asOwner(
        server,
        owner ->
            owner
                .sql(
                    "SELECT count(*) FROM audit.access WHERE xid >="
                        + " (SELECT upto FROM audit.sequencer)")
                .query(Long.class)
                .single());
  }

  private static long lost(BenchServer server, Path file) throws IOException {
    long lost = 0;
    List<String> some = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        some.add(line);
        if (some.size() == AT_ONCE) {
          lost += lost(server, some);
          some.clear();
        }
      }
    }
    return lost + lost(server, some);
  }

  private static long lost(BenchServer server, List<String> some) {
    return asOwner(
        server,
        owner ->
            owner
                .sql(
                    """
                    SELECT count(*) FROM unnest(?::uuid[], ?::uuid[]) AS a (workspace, entry)
                     WHERE NOT EXISTS (SELECT FROM audit.leaf l JOIN audit.access e
                                           ON e.workspace_id = l.workspace_id AND e.at = l.at
                                          AND e.id = l.id
                                        WHERE l.workspace_id = a.workspace AND l.id = a.entry)
                    """)
                .params(ids(some, 0), ids(some, 1))
                .query(Long.class)
                .single());
  }

  private static UUID[] ids(List<String> lines, int which) {
    return lines.stream()
        .map(line -> UUID.fromString(line.split(" ", 2)[which]))
        .toArray(UUID[]::new);
  }

  private static <T> T asOwner(
      BenchServer server, java.util.function.Function<JdbcClient, T> work) {
    return server
        .bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              owner.sql("SET LOCAL row_security = on").update();
              return work.apply(owner);
            });
  }

  private static void await(BooleanSupplier done, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      Thread.sleep(20);
    }
  }

  /// Starts the server, and kills it and its database.
  private static final class Kills {
    private final Path folder;
    private final Random random;
    private Process server;
    private int ofDatabase;
    private int ofServer;

    Kills(Path folder, Random random) throws Exception {
      this.folder = folder;
      this.random = random;
      this.server = start();
    }

    void go(int times) throws Exception {
      for (int i = 1; i <= times; i++) {
        awaitWriting();
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        boolean whole = i % SERVER_EVERY == 0;
        if (!whole || random.nextBoolean()) {
          killDatabase();
        }
        if (whole) {
          end();
          ofServer++;
          server = start();
        } else {
          ofDatabase++;
        }
        System.err.printf("\r%d of %d kills", i, times);
      }
      awaitWriting();
      end();
      System.err.println();
    }

    void end() throws InterruptedException {
      server.destroyForcibly();
      server.waitFor();
    }

    private Process start() throws Exception {
      Process started =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  KilledServer.class.getName(),
                  folder.toString())
              .redirectError(folder.resolve("log").toFile())
              .start();
      var out =
          new BufferedReader(
              new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
      for (String line = out.readLine(); ; line = out.readLine()) {
        if (line == null) {
          throw new IllegalStateException("the server did not start: " + folder.resolve("log"));
        }
        if (line.equals(KilledServer.READY)) {
          // Whatever more it says must not fill its pipe.
          Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
          return started;
        }
      }
    }

    private void killDatabase() throws IOException {
      Path file = folder.resolve("data/postgres/cluster/postmaster.pid");
      try (Stream<String> lines = Files.lines(file)) {
        long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }

    // Until more is acknowledged than there was: the server has found its way back.
    private void awaitWriting() throws Exception {
      Path file = KilledServer.acknowledged(folder);
      long before = Files.exists(file) ? Files.size(file) : 0;
      await(() -> file.toFile().length() > before, "writers that go on");
    }
  }
}
