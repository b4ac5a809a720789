package surety.bench;

import java.util.ArrayList;
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
    double[] first = null;
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      List<WorkspaceScope> scopes = new ArrayList<>();
      for (int count : quick ? new int[] {10, 50} : new int[] {10, COMPARED, 10_000}) {
        scopes.addAll(server.workspaces(count - scopes.size()));
        server.items(scopes, all / count);
        Work work = new Work(server, scopes, all / count);
        double[] point = both(repeats, work::isolatedPoint, work::plainPoint);
        double[] once = both(repeats, work::isolatedOnce, work::plainOnce);
        double[] measured = {point[0], once[0], point[1], once[1]};
        first = first == null ? measured : first;
        flat(report, count, first, measured);
        if (count == COMPARED || quick && count == 50) {
          compare(report, work, repeats);
        }
      }
    }
    return report;
  }

  private static void flat(Report report, int workspaces, double[] first, double[] measured) {
    String[] names = {"point read", "point read, one round trip"};
    for (int i = 0; i < names.length; i++) {
      String name = workspaces + " workspaces: " + names[i];
      double growth = measured[i] / first[i];
      double plainGrowth = measured[i + 2] / first[i + 2];
      report.add(name, measured[i], "us", "");
      report.add(name + ", plain WHERE", measured[i + 2], "us", "");
      report.add(name, growth, "x", "10 workspaces");
      report.add(name + ", its growth", growth / plainGrowth, "x", "the growth of a plain WHERE");
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
    for (int i = 0; i < 7; i++) { // in turn, so that a busy moment falls on both
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
    private final int rows;
    private int next = ALL_ROWS;

    Work(BenchServer server, List<WorkspaceScope> scopes, int rows) {
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
      database.read(scope, client -> point(client, "bench.item", scope.workspace().value()));
    }

    void plainPoint() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> point(plain, "bench.plain", workspace));
    }

    void isolatedOnce() {
      WorkspaceScope scope = scope();
      database.readOnce(
          scope,
          "SELECT payload FROM bench.item" + POINT,
          (row, _) -> row.getString(1),
          scope.workspace().value(),
          id());
    }

    void plainOnce() {
      point(plain, "bench.plain", scope().workspace().value());
    }

    void isolatedRange() {
      WorkspaceScope scope = scope();
      database.read(scope, client -> range(client, "bench.item", scope.workspace().value()));
    }

    void plainRange() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> range(plain, "bench.plain", workspace));
    }

    void isolatedInsert() {
      WorkspaceScope scope = scope();
      database.write(scope, client -> insert(client, "bench.item", scope.workspace().value()));
    }

    void plainInsert() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> insert(plain, "bench.plain", workspace));
    }

    void isolatedTen() {
      WorkspaceScope scope = scope();
      database.read(scope, client -> ten(client, "bench.item", scope.workspace().value()));
    }

    void plainTen() {
      UUID workspace = scope().workspace().value();
      transactions.execute(_ -> ten(plain, "bench.plain", workspace));
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
