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

  private static final int ROWS = 100;

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
    Report report =
        new Report("scope: one client, " + ROWS + " rows in a workspace, best of 7 rounds");
    double flat = 0;
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      List<WorkspaceScope> scopes = new ArrayList<>();
      for (int count : quick ? new int[] {10, 50} : new int[] {10, 1_000, 10_000}) {
        scopes.addAll(server.workspaces(count - scopes.size()));
        server.items(scopes, ROWS);
        Work work = new Work(server, scopes);
        double point = best(repeats, work::isolatedPoint);
        report.add(count + " workspaces: point read", point, "us", "");
        report.add(
            count + " workspaces: point read, one round trip",
            best(repeats, work::isolatedOnce),
            "us",
            "");
        if (flat == 0) {
          flat = point;
        } else {
          report.add(count + " workspaces: point read", point / flat, "x", "10 workspaces");
        }
        if (count == (quick ? 50 : 1_000)) {
          compare(report, work, repeats);
        }
      }
    }
    return report;
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
    double with = Double.MAX_VALUE;
    double without = Double.MAX_VALUE;
    for (int i = 0; i < 7; i++) { // in turn, so that a busy moment falls on both
      with = Math.min(with, once(repeats, isolated));
      without = Math.min(without, once(repeats, plain));
    }
    report.add(name + ", plain WHERE", without, "us", "");
    report.add(name + ", signed row-level security", with, "us", "");
    report.add(name, with / without, "x", "a plain WHERE");
  }

  private static double best(int repeats, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 7; i++) {
      best = Math.min(best, once(repeats, work));
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
    private int next = 1_000_000;

    Work(BenchServer server, List<WorkspaceScope> scopes) {
      DataSource source = server.bean(DataSource.class);
      this.database = server.bean(WorkspaceDatabase.class);
      this.plain = JdbcClient.create(source);
      this.transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
      this.scopes = List.copyOf(scopes);
    }

    private WorkspaceScope scope() {
      return scopes.get(ThreadLocalRandom.current().nextInt(scopes.size()));
    }

    private static int id() {
      return 1 + ThreadLocalRandom.current().nextInt(ROWS);
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

    private static String point(JdbcClient client, String table, UUID workspace) {
      return client
          .sql("SELECT payload FROM " + table + POINT)
          .params(workspace, id())
          .query(String.class)
          .single();
    }

    private static String ten(JdbcClient client, String table, UUID workspace) {
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
