package surety.server.posture.probes;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.ProbeRun;
import surety.server.posture.probe.TargetBrowser.Page;
import surety.server.workspace.Role;

/// Which times an owner may choose, and what becomes of entries under the longest and after a
/// choice of less. Ten years are tried in a transaction that is rolled back: as long as one
/// workspace has chosen them, no day of anybody's trail is dropped.
final class RetentionBounds {

  static final String SHORTER = "a choice of fewer than 90 days";
  static final String LONGER = "a choice of more than 3650 days";
  static final String NO_NUMBER = "a choice that is no number of days";
  static final String UNTOLD = "a choice without an entry";
  static final String TEN_YEARS = "an entry within ten years, when its owner chose them";
  static final String PAST_THEM = "an entry past ten years";
  static final String SHORTENED = "an entry past a time that was made shorter";

  private static final int FLOOR = 90;
  private static final int CEILING = 3650;
  private static final int ROUNDS = 20;
  private static final String CHOOSE = "SELECT audit.keep_for(%d)::text";

  private final ProbeRun run;
  private final InjectedSql injected;
  private final CanaryRows rows;
  private final Canary canary;
  private final UUID owner;

  RetentionBounds(ProbeRun run, InjectedSql injected, CanaryRows rows, UUID owner) {
    this.run = run;
    this.injected = injected;
    this.rows = rows;
    this.canary = run.canaries().a();
    this.owner = owner;
  }

  static List<String> cases() {
    return List.of(SHORTER, LONGER, NO_NUMBER, UNTOLD, TEN_YEARS, PAST_THEM, SHORTENED);
  }

  void attack() {
    onPage(SHORTER, "89");
    onPage(SHORTER, "0");
    onPage(SHORTER, "-90");
    onPage(LONGER, "3651");
    onPage(LONGER, "36500");
    onPage(NO_NUMBER, "");
    onPage(NO_NUMBER, "for ever");
    onPage(NO_NUMBER, "1e3");
    bySql(SHORTER, FLOOR - 1);
    bySql(LONGER, CEILING + 1);
    injected.workAs(canary.workspace(), owner, Role.OWNER, this::tenYears);
  }

  private void onPage(String which, String typed) {
    String path = "/w/" + canary.workspace() + "/security/retention";
    int before = chosen();
    Page page = canary.as(Role.OWNER).post(path, Map.of("days", typed));
    boolean refused = page.status() == 422 && chosen() == before;
    run.attack(which, Attempt.of(refused, "status " + page.status()));
  }

  private int chosen() {
    return rows.readTrail(
        canary,
        client ->
            client
                .sql("SELECT days FROM audit.workspace_retention WHERE workspace_id = ?")
                .param(1, canary.workspace().value())
                .query(Integer.class)
                .single());
  }

  // Error 23514: the table's own limit.
  private void bySql(String which, int days) {
    Reply reply = injected.runAs(canary.workspace(), owner, Role.OWNER, CHOOSE.formatted(days));
    run.attack(which, Attempt.of(reply.state().equals("23514"), "state " + reply.state()));
  }

  private Reply tenYears(JdbcClient client) {
    InjectedSql.statement(client, CHOOSE.formatted(CEILING));
    run.control("the owner may choose ten years", days(client) == CEILING);
    run.attack(UNTOLD, Attempt.of(told(client), "entries that tell it: " + told(client)));
    plant(client, CEILING - 1);
    plant(client, CEILING + 1);
    run.control("entries on both sides of ten years are there", has(client, -1) && has(client, 1));
    upkeep(client);
    boolean kept = has(client, -1);
    boolean removed = !has(client, 1);
    run.attack(TEN_YEARS, Attempt.of(kept, kept ? "kept" : "removed too early"));
    run.attack(PAST_THEM, Attempt.of(removed, removed ? "removed" : "kept"));
    InjectedSql.statement(client, CHOOSE.formatted(FLOOR));
    upkeep(client);
    boolean gone = !has(client, -1);
    run.attack(SHORTENED, Attempt.of(gone, gone ? "removed" : "kept"));
    return Reply.of(List.of());
  }

  private int days(JdbcClient client) {
    return client
        .sql("SELECT days FROM audit.workspace_retention WHERE workspace_id = ?")
        .param(1, canary.workspace().value())
        .query(Integer.class)
        .single();
  }

  private boolean told(JdbcClient client) {
    return client
        .sql(
            """
            SELECT count(*) = 1 FROM audit.change
             WHERE workspace_id = ? AND at >= now() AND xid = pg_current_xact_id()::text::bigint
               AND table_name = 'audit.workspace_retention' AND principal = ?
               AND row_after ->> 'days' = ?
            """)
        .params(canary.workspace().value(), owner, Integer.toString(CEILING))
        .query(Boolean.class)
        .single();
  }

  private static void plant(JdbcClient client, int daysAgo) {
    InjectedSql.statement(client, "SELECT audit.prepare_past_entry(%d)".formatted(daysAgo));
  }

  // Bounded, because a switched-off removal says for ever that there is something left to do.
  private static void upkeep(JdbcClient client) {
    for (int round = 0; round < ROUNDS; round++) {
      String left =
          InjectedSql.statement(client, "SELECT audit.clear_expired_entries(5000)::text")
              .rows()
              .getFirst();
      if (left.equals("0")) {
        return;
      }
    }
  }

  /// @param beyond how many days more than ten years ago
  private boolean has(JdbcClient client, int beyond) {
    return client
        .sql(
            """
            SELECT count(*) > 0 FROM audit.access
             WHERE workspace_id = ? AND action = 'RETENTION_TRIAL'
               AND (at AT TIME ZONE 'UTC')::date
                   = (clock_timestamp() AT TIME ZONE 'UTC')::date - ?
            """)
        .params(canary.workspace().value(), CEILING + beyond)
        .query(Boolean.class)
        .single();
  }
}
