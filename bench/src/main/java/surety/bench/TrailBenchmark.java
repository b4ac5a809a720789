package surety.bench;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import surety.server.platform.OwnerDatabase;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// How long a page of the audit trail takes, in many workspaces and in one that is large, whatever
/// it looks for.
final class TrailBenchmark implements Benchmark {

  private static final int DAYS = 90;

  @Override
  public String name() {
    return "trail";
  }

  @Override
  public String question() {
    return "milliseconds for a page of the audit trail, with filters that find and that do not";
  }

  @Override
  public Report run(boolean quick) throws Exception {
    int workspaces = quick ? 20 : 1_000;
    int spread = quick ? 40_000 : 2_000_000;
    int large = quick ? 50_000 : 1_000_000;
    Duration lasting = Duration.ofSeconds(quick ? 1 : 8);
    var report =
        new Report(
            "trail: one client, over TLS; "
                + spread
                + " entries of "
                + DAYS
                + " days in "
                + workspaces
                + " workspaces, and "
                + large
                + " in one");
    try (BenchServer server = BenchServer.start()) {
      server.signIn();
      List<WorkspaceScope> all = server.workspaces(workspaces + 1);
      fill(server, all, spread, large);
      List<WorkspaceScope> many = all.subList(0, workspaces);
      measure(report, server, many, "one of " + workspaces, spread / workspaces / 2, lasting);
      measure(report, server, all.subList(workspaces, workspaces + 1), "large", large / 2, lasting);
      fillPast(server, all, large);
      report.add(
          "a day of %,d entries that is past goes in".formatted(large), drop(server), "ms", "");
    }
    return report;
  }

  // A day that no workspace keeps any more.
  private static void fillPast(BenchServer server, List<WorkspaceScope> scopes, int entries) {
    UUID[] ids = scopes.stream().map(scope -> scope.workspace().value()).toArray(UUID[]::new);
    server
        .bean(OwnerDatabase.class)
        .asOwner(
            client -> {
              client.sql("SELECT audit.past_day(?)").param(DAYS + 2).query().singleRow();
              client.sql("SET LOCAL row_security = on").update();
              return client
                  .sql(
                      """
                      INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action,
                                                data_kind, outcome, xid)
                      SELECT ids[1 + n % cardinality(ids)],
                             date_trunc('day', now(), 'UTC') - ?::integer * interval '1 day'
                                 + interval '12 hours',
                             gen_random_uuid(), 's', gen_random_uuid(), 'DASHBOARD_READ',
                             'dashboard', 'BEGUN', 9000000000000000000
                        FROM (SELECT ?::uuid[] AS ids) a, generate_series(1, ?) n
                      """)
                  .params(DAYS + 2, ids, entries)
                  .update();
            });
  }

  private static double drop(BenchServer server) {
    long begun = System.nanoTime();
    int dropped =
        server
            .bean(ControlDatabase.class)
            .run(
                client ->
                    client.sql("SELECT audit.drop_expired_days()").query(Integer.class).single());
    if (dropped == 0) {
      throw new IllegalStateException("nothing went");
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static void fill(BenchServer server, List<WorkspaceScope> scopes, int spread, int large) {
    UUID[] ids = scopes.stream().map(scope -> scope.workspace().value()).toArray(UUID[]::new);
    UUID[] members = scopes.stream().map(scope -> scope.principal().value()).toArray(UUID[]::new);
    OwnerDatabase owner = server.bean(OwnerDatabase.class);
    owner.asOwner(
        client ->
            client
                .sql("SELECT audit.past_day(d) FROM generate_series(1, ?) d")
                .param(DAYS + 1)
                .query(String.class)
                .list());
    // As they come: what is one workspace's lies among what is others'.
    owner.asOwner(
        client -> {
          client.sql("SET LOCAL row_security = on").update();
          return client
              .sql(
                  """
                  INSERT INTO audit.access (workspace_id, at, id, accessor, principal, action,
                                            data_kind, connection_id, record_count, outcome,
                                            detail, xid)
                  SELECT ids[w], at, gen_random_uuid(),
                         CASE WHEN n % 1000 = 0 THEN 'a' ELSE 'u' END,
                         CASE WHEN n % 10 = 0 THEN members[w]
                              ELSE overlay(md5((n % 50)::text) PLACING '7' FROM 13)::uuid END,
                         CASE WHEN n % 100000 = 0 THEN 'EXPORT'
                              ELSE (ARRAY['DASHBOARD_READ', 'CACHE_READ',
                                          'SOURCE_FETCH'])[1 + n % 3] END,
                         (ARRAY['dashboard', 'invoices', 'time-entries'])[1 + n % 3],
                         CASE WHEN n % 2 = 0 THEN md5((n % 7)::text)::uuid END, n % 500,
                         'COMPLETED',
                         CASE WHEN n % 5 = 0
                              THEN jsonb_build_object('model', 'model-' || n % 10,
                                                      'replaced', n % 50) END,
                         -- Beyond what the sequencer looks at: this is about pages.
                         9000000000000000000
                    FROM (SELECT ?::uuid[] AS ids, ?::uuid[] AS members) a,
                         LATERAL (
                           SELECT n, CASE WHEN n <= ? THEN 1 + n % (cardinality(ids) - 1)
                                          ELSE cardinality(ids) END AS w,
                                  now() - interval '1 minute'
                                      - random() * ?::integer * interval '1 day' AS at
                             FROM generate_series(1, ?) n) e
                   ORDER BY at
                  """)
              .params(ids, members, spread, DAYS, spread + large)
              .update();
        });
    owner.asOwner(client -> client.sql("ANALYZE").update());
  }

  private static void measure(
      Report report,
      BenchServer server,
      List<WorkspaceScope> scopes,
      String which,
      int deep,
      Duration lasting) {
    WorkspaceDatabase database = server.bean(WorkspaceDatabase.class);
    List<String> places =
        scopes.stream().limit(50).map(scope -> place(database, scope, deep)).toList();
    Load load = server.load(1);
    String cookie = server.browser().cookieHeader();
    each(report, load, cookie, which, "first page", lasting, scopes, _ -> "");
    each(
        report,
        load,
        cookie,
        which,
        "page halfway back",
        lasting,
        scopes.subList(0, places.size()),
        scope -> "?after=" + places.get(scopes.indexOf(scope)));
    each(
        report,
        load,
        cookie,
        which,
        "of one member",
        lasting,
        scopes,
        scope -> "?member=" + scope.principal().value());
    each(report, load, cookie, which, "rare accessor", lasting, scopes, _ -> "?accessor=ai");
    each(report, load, cookie, which, "rare action", lasting, scopes, _ -> "?action=export");
    each(report, load, cookie, which, "absent action", lasting, scopes, _ -> "?action=model_call");
    each(report, load, cookie, which, "absent text", lasting, scopes, _ -> "?text=nowhere");
    each(
        report,
        load,
        cookie,
        which,
        "absent text, farther back",
        lasting,
        scopes.subList(0, places.size()),
        scope -> "?text=nowhere&after=" + places.get(scopes.indexOf(scope)));
  }

  private static void each(
      Report report,
      Load load,
      String cookie,
      String which,
      String what,
      Duration lasting,
      List<WorkspaceScope> scopes,
      Function<WorkspaceScope, String> query) {
    Duration warm = lasting.dividedBy(3);
    load.run(() -> path(scopes, query), cookie, warm);
    Load.Result result = load.run(() -> path(scopes, query), cookie, lasting);
    report.add(which + ": " + what + ", p50", result.p50().toNanos() / 1e6, "ms", "");
    report.add(which + ": " + what + ", p95", result.p95().toNanos() / 1e6, "ms", "");
  }

  private static String path(List<WorkspaceScope> scopes, Function<WorkspaceScope, String> query) {
    WorkspaceScope scope = scopes.get(ThreadLocalRandom.current().nextInt(scopes.size()));
    return "/w/" + scope.workspace() + "/security" + query.apply(scope);
  }

  // As a link of the page says it.
  private static String place(WorkspaceDatabase database, WorkspaceScope scope, int skipped) {
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT (extract(epoch FROM at) * 1000000)::bigint || '-' || id
                      FROM audit.access ORDER BY at DESC, id DESC OFFSET ? LIMIT 1
                    """)
                .param(1, skipped)
                .query(String.class)
                .single());
  }
}
