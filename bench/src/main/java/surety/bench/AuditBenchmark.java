package surety.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.platform.Batcher;
import surety.server.platform.Ids;
import surety.server.platform.OwnerDatabase;
import surety.server.workspace.WorkspaceScope;

/// Access entries by many writers at once, each durable before the next: with the signed scope, the
/// checks and the place in the log, against the same rows and batches with none of them. Rounds are
/// taken in turn, and each waits until all entries of the one before are in their logs.
final class AuditBenchmark implements Benchmark {

  private static final int WRITERS = 64;
  private static final int WORKSPACES = 1_000;
  private static final int BATCH = 512;
  private static final int QUEUE = 8192;
  private static final AccessEntry ENTRY =
      AccessEntry.of(AccessAction.DASHBOARD_READ, DataScope.all("dashboard"));

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public String question() {
    return "access entries per second, durable and in their log, against plain inserts of the rows";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      List<WorkspaceScope> scopes = server.workspaces(quick ? 20 : WORKSPACES);
      plainTable(server);
      AccessLog log = server.bean(AccessLog.class);
      DataSource pool = server.bean(DataSource.class);
      Batcher<UUID, Boolean> plain = new Batcher<>(1, BATCH, QUEUE, rows -> insert(pool, rows));
      Duration round = Duration.ofMillis(quick ? 500 : 4_000);
      Consumer<WorkspaceScope> recorded = scope -> log.record(scope, ENTRY);
      Consumer<WorkspaceScope> inserted = scope -> plain.call(scope.workspace().value());
      List<Round> logged = new ArrayList<>();
      List<Round> bare = new ArrayList<>();
      for (int i = 0; i < (quick ? 2 : 6); i++) {
        Round one = write(scopes, recorded, round, 0);
        Round whole = one.until(awaitSequenced(server));
        Round other = write(scopes, inserted, round, 0);
        if (i > 0) {
          logged.add(whole);
          bare.add(other);
        }
      }
      double perSecond = median(logged, Round::perSecond);
      OffsetDateTime begun = now(server);
      Round half = write(scopes, recorded, round, perSecond / 2);
      awaitSequenced(server);
      double lag = lag(server, begun);
      Load.Result proofs = proofs(server, Duration.ofSeconds(quick ? 1 : 5));
      return report(perSecond, logged, bare, half)
          .add("from the commit to the place in the log at half that load, p99", lag, "ms", "")
          .add("a proof as a file, one client, over TLS, p50", millis(proofs.p50()), "ms", "")
          .add("a proof as a file, one client, over TLS, p95", millis(proofs.p95()), "ms", "");
    }
  }

  // Each is two entries in the trail as well, durable before the file begins and after its end.
  private static Load.Result proofs(BenchServer server, Duration lasting) throws Exception {
    List<String> paths =
        server
            .bean(OwnerDatabase.class)
            .asOwner(
                owner -> {
                  owner.sql("SET LOCAL row_security = on").update();
                  return owner
                      .sql(
                          "SELECT '/w/' || workspace_id || '/security/log/file?entry=' || id"
                              + " FROM audit.leaf WHERE stream = 'access'"
                              + " ORDER BY random() LIMIT 1000")
                      .query(String.class)
                      .list();
                });
    Load load = server.load(1);
    String cookie = server.browser().cookieHeader();
    load.run(() -> any(paths), cookie, lasting.dividedBy(2));
    return load.run(() -> any(paths), cookie, lasting);
  }

  private static String any(List<String> paths) {
    return paths.get(ThreadLocalRandom.current().nextInt(paths.size()));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static Report report(double perSecond, List<Round> logged, List<Round> bare, Round half) {
    double plainPerSecond = median(bare, Round::perSecond);
    return new Report("audit: %d writers, %d workspaces".formatted(WRITERS, WORKSPACES))
        .add("entries, durable and in their logs", perSecond, "per s", "")
        .add("plain rows, durable", plainPerSecond, "per s", "")
        .add("entries", perSecond / plainPerSecond, "x", "plain rows")
        .add("entries, p99", median(logged, Round::p99), "ms", "")
        .add("entries at half that load, reached", half.perSecond(), "per s", "")
        .add("entries at half that load, p99", half.p99(), "ms", "");
  }

  /// What was written in a round.
  ///
  /// @param nanos that it took
  /// @param latencies of each, in order
  private record Round(long nanos, long[] latencies) {
    double perSecond() {
      return latencies.length / (nanos / 1e9);
    }

    double p99() {
      return latencies[latencies.length * 99 / 100] / 1e6;
    }

    Round until(long more) {
      return new Round(nanos + more, latencies);
    }
  }

  // With a rate, each writer waits for its turn; a late one does not wait.
  private static Round write(
      List<WorkspaceScope> scopes, Consumer<WorkspaceScope> work, Duration lasting, double rate)
      throws InterruptedException, ExecutionException {
    long begun = System.nanoTime();
    long end = begun + lasting.toNanos();
    long pause = rate == 0 ? 0 : (long) (1e9 * WRITERS / rate);
    List<Future<List<Long>>> writers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        long offset = pause * i / WRITERS;
        writers.add(threads.submit(() -> writer(scopes, work, begun + offset, end, pause)));
      }
    }
    long took = System.nanoTime() - begun;
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> writer : writers) {
      all.addAll(writer.get());
    }
    long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Round(took, sorted);
  }

  private static List<Long> writer(
      List<WorkspaceScope> scopes, Consumer<WorkspaceScope> work, long from, long end, long pause)
      throws InterruptedException {
    List<Long> latencies = new ArrayList<>();
    for (long next = from; System.nanoTime() < end; next += pause) {
      long wait = next - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      long begun = System.nanoTime();
      work.accept(scopes.get(ThreadLocalRandom.current().nextInt(scopes.size())));
      latencies.add(System.nanoTime() - begun);
    }
    return latencies;
  }

  private static long awaitSequenced(BenchServer server) throws InterruptedException {
    long begun = System.nanoTime();
    while (unsequenced(server) > 0) {
      Thread.sleep(20);
    }
    return System.nanoTime() - begun;
  }

  private static long unsequenced(BenchServer server) {
    return server
        .bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              // The functions of the owner may see entries, and so may this.
              owner.sql("SET LOCAL row_security = on").update();
              return owner
                  .sql(
                      "SELECT count(*) FROM audit.access WHERE xid >="
                          + " (SELECT upto FROM audit.sequencer)")
                  .query(Long.class)
                  .single();
            });
  }

  private static double lag(BenchServer server, OffsetDateTime since) {
    return server
        .bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              owner.sql("SET LOCAL row_security = on").update();
              return owner
                  .sql(
                      "SELECT 1000 * percentile_cont(0.99) WITHIN GROUP (ORDER BY"
                          + " extract(epoch FROM sequenced_at - at)) FROM audit.leaf"
                          + " WHERE at >= ?")
                  .param(since)
                  .query(Double.class)
                  .single();
            });
  }

  private static OffsetDateTime now(BenchServer server) {
    return server
        .bean(OwnerDatabase.class)
        .asOwner(
            owner -> owner.sql("SELECT clock_timestamp()").query(OffsetDateTime.class).single());
  }

  private static void plainTable(BenchServer server) {
    server
        .bean(OwnerDatabase.class)
        .asOwner(
            owner -> {
              owner.sql("CREATE SCHEMA bench").update();
              owner
                  .sql(
                      "CREATE TABLE bench.entry (workspace_id uuid, at timestamptz, id uuid,"
                          + " accessor text, principal uuid, action text, data_kind text, outcome"
                          + " text, PRIMARY KEY (workspace_id, at, id))")
                  .update();
              owner.sql("GRANT USAGE ON SCHEMA bench TO surety_runtime").update();
              return owner.sql("GRANT INSERT ON bench.entry TO surety_runtime").update();
            });
  }

  private static List<Boolean> insert(DataSource pool, List<UUID> workspaces) {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO bench.entry SELECT w, ?, i, 'u', p, 'DASHBOARD_READ', 'dashboard',"
                    + " 'BEGUN' FROM unnest(?, ?, ?) AS e (w, i, p)")) {
      statement.setObject(1, now);
      statement.setArray(2, uuids(connection, workspaces, id -> id));
      statement.setArray(3, uuids(connection, workspaces, _ -> Ids.next()));
      statement.setArray(4, uuids(connection, workspaces, id -> id));
      statement.executeUpdate();
      return workspaces.stream().map(_ -> true).toList();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.sql.Array uuids(
      Connection connection, List<UUID> from, Function<UUID, UUID> value) throws SQLException {
    return connection.createArrayOf("uuid", from.stream().map(value).toArray());
  }

  private static double median(List<Round> rounds, Function<Round, Double> value) {
    double[] sorted = rounds.stream().mapToDouble(value::apply).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
