package surety.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// What signed scope and row-level security cost at the level of SQL, one client, and whether that
/// depends on the number of workspaces.
final class ScopeBenchmark implements Benchmark {

  // The same amount of data however many workspaces share it: what is compared is their number.
  private static final int ALL_ROWS = 1_000_000;
  private static final int COMPARED = 1_000;
  private static final int ROUNDS = 7;

  @Override
  public String name() {
    return "scope";
  }

  @Override
  public String question() {
    return "microseconds for a transaction under signed row-level security, against the same one"
        + " with a plain WHERE";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    int repeats = quick ? 200 : 3_000;
    int all = quick ? ALL_ROWS / 100 : ALL_ROWS;
    Report report = new Report("scope: one client, " + all + " rows in all, best of 7 rounds");
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      int[] counts = quick ? new int[] {10, 50} : new int[] {10, COMPARED, 10_000};
      List<WorkspaceScope> scopes = server.workspaces(counts[counts.length - 1]);
      server.items(scopes.subList(0, 1), 1);
      List<Work> works = new ArrayList<>();
      for (int count : counts) {
        List<WorkspaceScope> some = scopes.subList(0, count);
        server.furtherItems("_" + count, some, all / count);
        works.add(new Work(server, some, "_" + count, all / count));
      }
      compare(report, works.get(1), repeats);
      flat(report, works, repeats);
    }
    return report;
  }

  /// Each number of workspaces in turn, so that a busy moment falls on all of them.
  private static void flat(Report report, List<Work> works, int repeats) {
    double[][] best = new double[works.size()][4];
    for (double[] each : best) {
      Arrays.fill(each, Double.MAX_VALUE);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < best.length; i++) {
        Work work = works.get(i);
        best[i][0] = Math.min(best[i][0], once(repeats, work::isolatedPoint));
        best[i][1] = Math.min(best[i][1], once(repeats, work::plainPoint));
        best[i][2] = Math.min(best[i][2], once(repeats, work::isolatedOnce));
        best[i][3] = Math.min(best[i][3], once(repeats, work::plainOnce));
      }
    }
    String[] names = {
      "point read",
      "point read, plain WHERE",
      "point read, one round trip",
      "point read, one round trip, plain WHERE"
    };
    for (int i = 0; i < best.length; i++) {
      for (int j = 0; j < names.length; j++) {
        String name = works.get(i).scopes.size() + " workspaces: " + names[j];
        report.add(name, best[i][j], "us", "");
        report.add(name, best[i][j] / best[0][j], "x", works.get(0).scopes.size() + " workspaces");
      }
    }
  }

  private static void compare(Report report, Work work, int repeats) {
    ratio(report, "point read", repeats, work::isolatedPoint, work::plainPoint);
    ratio(report, "point read, one round trip", repeats, work::isolatedOnce, work::plainOnce);
    ratio(report, "100-row range", repeats / 4, work::isolatedRange, work::plainRange);
    ratio(report, "insert", repeats / 4, work::isolatedInsert, work::plainInsert);
    ratio(
        report,
        "ten point reads in one transaction",
        repeats / 4,
        work::isolatedTen,
        work::plainTen);
  }

  private static void ratio(
      Report report, String name, int repeats, Runnable isolated, Runnable plain) {
    double[] best = both(repeats, isolated, plain);
    report.add(name + ", plain WHERE", best[1], "us", "");
    report.add(name + ", signed row-level security", best[0], "us", "");
    report.add(name, best[0] / best[1], "x", "a plain WHERE");
  }

  /// The best round of each.
  private static double[] both(int repeats, Runnable isolated, Runnable plain) {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int i = 0; i < ROUNDS; i++) { // in turn, so that a busy moment falls on both
      best[0] = Math.min(best[0], once(repeats, isolated));
      best[1] = Math.min(best[1], once(repeats, plain));
    }
    return best;
  }

  private static double once(int repeats, Runnable work) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      work.run();
    }
    return (System.nanoTime() - start) / 1e3 / repeats;
  }

  /// The transactions that are compared, on random workspaces.
  private static final class Work {

    private static final String POINT = " WHERE workspace_id = ? AND id = ?";

    private final WorkspaceDatabase database;
    private final JdbcClient plain;
    private final TransactionTemplate transactions;
    private final List<WorkspaceScope> scopes;
    private final String item;
    private final String unprotected;
    private final int rows;
    private int next = ALL_ROWS;

    Work(BenchServer server, List<WorkspaceScope> scopes, String suffix, int rows) {
      this.item = "bench.item" + suffix;
      this.unprotected = "bench.plain" + suffix;
      DataSource source = server.bean(DataSource.class);
      this.database = server.bean(WorkspaceDatabase.class);
      this.plain = JdbcClient.create(source);
      this.transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
      this.scopes = List.copyOf(scopes);
      this.rows = rows;
    }

    private WorkspaceScope scope() {
      return scopes.get(ThreadLocalRandom.current().nextInt(scopes.size()));
    }

    private int id() {
      return 1 + ThreadLocalRandom.current().nextInt(rows);
    }

    void isolatedPoint() {
      WorkspaceScope scope = scope();
      database.read(scope, client -> point(client, item, scope.workspace().value()));
    }

    void plainPoint() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> point(plain, unprotected, workspace));
    }

    void isolatedOnce() {
      WorkspaceScope scope = scope();
      database.readOnce(
          scope,
          "SELECT payload FROM " + item + POINT,
          (row, _) -> row.getString(1),
          scope.workspace().value(),
          id());
    }

    void plainOnce() {
      point(plain, unprotected, scope().workspace().value());
    }

    void isolatedRange() {
      WorkspaceScope scope = scope();
      database.read(scope, client -> range(client, item, scope.workspace().value()));
    }

    void plainRange() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> range(plain, unprotected, workspace));
    }

    void isolatedInsert() {
      WorkspaceScope scope = scope();
      database.write(scope, client -> insert(client, item, scope.workspace().value()));
    }

    void plainInsert() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> insert(plain, unprotected, workspace));
    }

    void isolatedTen() {
      WorkspaceScope scope = scope();
      database.read(scope, client -> ten(client, item, scope.workspace().value()));
    }

    void plainTen() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> ten(plain, unprotected, workspace));
    }

    private String point(JdbcClient client, String table, UUID workspace) {
      return client
          .sql("SELECT payload FROM " + table + POINT)
          .params(workspace, id())
          .query(String.class)
          .single();
    }

    private String ten(JdbcClient client, String table, UUID workspace) {
      String last = "";
      for (int i = 0; i < 10; i++) {
        last = point(client, table, workspace);
      }
      return last;
    }

    private static List<String> range(JdbcClient client, String table, UUID workspace) {
      return client
          .sql("SELECT payload FROM " + table + " WHERE workspace_id = ? AND id <= 100")
          .param(workspace)
          .query(String.class)
          .list();
    }

    private int insert(JdbcClient client, String table, UUID workspace) {
      return client
          .sql("INSERT INTO " + table + " (workspace_id, id, payload) VALUES (?, ?, 'x')")
          .params(workspace, next++)
          .update();
    }
  }
}
