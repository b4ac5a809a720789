package surety.server.posture.probes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.workspace.WorkspaceId;

/// Reaches from one workspace for the rows of another, on every table that the catalogue knows.
@Component
class RowLevelSecurityProbe implements Probe {

  private static final String SERVING_ROLE = "the role that serves requests";
  private static final String NOBODY = new UUID(0, 0).toString();
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final InjectedSql injected;
  private final CanaryRows rows;

  RowLevelSecurityProbe(InjectedSql injected, CanaryRows rows) {
    this.injected = injected;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "row-level-security";
  }

  @Override
  public String attack() {
    return "With injected SQL in one workspace's requests and every permission there is, it reads,"
        + " changes, deletes, adds and guesses rows of another workspace in every table, and"
        + " compares each table's policies with the one form that is allowed.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    Mark.plant(run, rows);
    List<AttackedTable> tables = AttackedTable.all(run.sql());
    List<String> cases = new ArrayList<>(tables.stream().map(AttackedTable::name).toList());
    cases.add(SERVING_ROLE);
    run.population("every table with a workspace column in pg_class, and the role", cases);
    WorkspaceId a = run.canaries().a().workspace();
    WorkspaceId b = run.canaries().b().workspace();
    controls(run, a);
    run.attack(SERVING_ROLE, servingRole(b));
    int filled = 0;
    for (AttackedTable table : tables) {
      filled += stored(a, table).empty() ? 0 : 1;
      attack(run, table, a, b);
    }
    run.measured("tables in which the attacked workspace has rows", filled, "tables");
  }

  // The attacks' own statements reach the rows when their owner runs them.
  private void controls(ProbeRun run, WorkspaceId a) {
    Reply own =
        injected.run(a, "SELECT name FROM workspace.workspace WHERE workspace_id = ?", a.value());
    run.control(
        "a reads its own row", own.rows().stream().anyMatch(name -> name.contains(run.nonce())));
    Reply changed =
        injected.run(
            a, "UPDATE workspace.member SET email = email WHERE workspace_id = ?", a.value());
    run.control("a changes its own rows", changed.done() && !changed.empty());
    Reply deleted =
        injected.run(
            a, "DELETE FROM workspace.member WHERE workspace_id = ? AND role = 'REP'", a.value());
    run.control("a may delete its own rows", deleted.done());
  }

  private Reply stored(WorkspaceId a, AttackedTable table) {
    return injected.run(
        a, "SELECT 1 FROM " + table.name() + " WHERE workspace_id = ? LIMIT 1", a.value());
  }

  private Attempt servingRole(WorkspaceId b) {
    Reply found =
        injected.run(
            b,
            """
            SELECT concat_ws(' ', CASE WHEN rolsuper THEN 'superuser' END,
                             CASE WHEN rolbypassrls THEN 'bypasses row security' END,
                             (SELECT 'member of ' || string_agg(roleid::regrole::text, ', ')
                                FROM pg_auth_members WHERE member = r.oid))
              FROM pg_roles r WHERE rolname = current_user
            """);
    boolean bare = found.done() && found.rows().equals(List.of(""));
    return bare
        ? new Attempt.Refused("no superuser, bypasses nothing, member of no role")
        : new Attempt.Succeeded(String.join(", ", found.rows()));
  }

  private void attack(ProbeRun run, AttackedTable table, WorkspaceId a, WorkspaceId b) {
    String name = table.name();
    run.attack(name, table.catalogued());
    run.attack(
        name,
        injected
            .run(b, "SELECT 1 FROM " + name + " WHERE workspace_id = ? LIMIT 5", a.value())
            .mustReachNothing());
    run.attack(
        name,
        injected
            .run(b, "SELECT 1 FROM " + name + " WHERE workspace_id <> ? LIMIT 5", b.value())
            .mustReachNothing());
    if (table.updates()) {
      run.attack(name, injected.run(b, update(name), a.value()).mustReachNothing());
    }
    if (table.deletes()) {
      run.attack(
          name,
          injected
              .run(b, "DELETE FROM " + name + " WHERE workspace_id = ?", a.value())
              .mustReachNothing());
    }
    if (table.inserts()) {
      // The policy is asked before any constraint: another error would mean that it let it through.
      String insert = "INSERT INTO " + name + " (workspace_id) VALUES (?)";
      run.attack(name, injected.run(b, insert, a.value()).mustBeRefused());
      run.attack(name, guess(name, a, b));
    }
  }

  private static String update(String table) {
    return "UPDATE " + table + " SET workspace_id = workspace_id WHERE workspace_id = ?";
  }

  // A row of a told again by b, once with a's ids and once with new ones: another answer would tell
  // b which ids exist.
  private Attempt guess(String table, WorkspaceId a, WorkspaceId b) {
    Reply row =
        injected.run(
            a,
            "SELECT (to_jsonb(t) - 'workspace_id')::text FROM "
                + table
                + " t WHERE workspace_id = ? LIMIT 1",
            a.value());
    if (row.empty()) {
      return new Attempt.Refused("no row to guess");
    }
    String known = row.rows().getFirst();
    String unknown = ID.matcher(known).replaceAll(id -> another(id.group()));
    String seen = injected.work(b, client -> retold(client, table, known, b)).state();
    String expected = injected.work(b, client -> retold(client, table, unknown, b)).state();
    return Attempt.of(seen.equals(expected), "states " + seen + " and " + expected);
  }

  // The id of nobody is the same everywhere, and b may have a row of its own with it.
  private static String another(String id) {
    return id.equals(NOBODY) ? id : UUID.randomUUID().toString();
  }

  private static Reply retold(JdbcClient client, String table, String row, WorkspaceId b) {
    return InjectedSql.statement(
        client,
        "INSERT INTO %1$s SELECT (jsonb_populate_record(NULL::%1$s, ?::jsonb || jsonb_build_object('workspace_id', ?::uuid))).*"
            .formatted(table),
        row,
        b.value());
  }
}
