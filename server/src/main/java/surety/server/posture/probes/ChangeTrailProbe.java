package surety.server.posture.probes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Canaries.Canary;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.workspace.Role;

/// Changes rows in every table that holds a workspace's data, on a page and with injected SQL, and
/// tries to leave no entry, or one that says something else than what happened.
@Component
class ChangeTrailProbe implements Probe {

  private static final String UNLISTED = "a table that is not in the list";
  private static final String EXEMPT = "the trail and the counters, which alone are exempt";
  private static final String REPLICA = "a session without triggers";
  private static final String CHANGED = "an entry that is changed, removed or made up";
  private static final String FORGED = "a change in somebody else's name";
  private static final String ON_PAGE = "a change on a page";
  private static final String BY_SQL = "changes by SQL, told as they were";
  private static final String SEALED = "sealed columns, shown as no more than sealed";

  // Only functions of the owner add to them, what happened or was found in that.
  private static final String TRAILS =
      "audit\\.(access|alert|change|administration|log|run|leaf|checkpoint)";

  // The actor is in the scope from position 41 on.
  private static final String FORGE =
      "SELECT set_config('surety.scope', overlay(current_setting('surety.scope')"
          + " placing '%s' from 41), true)";

  private final InjectedSql injected;
  private final Accesses accesses;
  private final CanaryRows rows;

  ChangeTrailProbe(InjectedSql injected, Accesses accesses, CanaryRows rows) {
    this.injected = injected;
    this.accesses = accesses;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "change-trail";
  }

  @Override
  public String attack() {
    return "It adds, removes and changes rows of every table with a workspace's data, by injected"
        + " SQL and on a page, and compares each entry with what was done; it tries as the serving"
        + " role to switch the recording off, to empty a table, and to act in another's name.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    List<TrackedTable> tables = TrackedTable.all(run.sql());
    List<TrackedTable> recorded = tables.stream().filter(TrackedTable::isRecorded).toList();
    List<String> cases = new ArrayList<>(recorded.stream().map(TrackedTable::name).toList());
    cases.addAll(List.of(UNLISTED, EXEMPT, REPLICA, CHANGED, FORGED, ON_PAGE, BY_SQL, SEALED));
    run.population("every table that is declared to hold a workspace's data", cases);
    onPage(run);
    Canary a = run.canaries().a();
    int changed = 0;
    for (TrackedTable table : recorded) {
      changed += attack(run, a, table) ? 1 : 0;
    }
    run.measured("tables in which rows were changed", changed, "tables");
    run.control("rows of most tables could be changed", 2 * changed > recorded.size());
    List<String> unlisted = TrackedTable.unlisted(run.sql());
    run.attack(UNLISTED, Attempt.of(unlisted.isEmpty(), "unlisted: " + unlisted));
    run.attack(EXEMPT, exempt(tables));
    run.attack(
        REPLICA,
        injected
            .run(a.workspace(), "SELECT set_config('session_replication_role', 'replica', true)")
            .mustBeRefused());
    entries(run, a);
  }

  private static Attempt exempt(List<TrackedTable> tables) {
    List<String> others =
        tables.stream()
            .filter(table -> !table.isRecorded())
            .map(TrackedTable::name)
            .filter(name -> !name.matches(TRAILS))
            .filter(name -> !name.equals("ai.usage"))
            .toList();
    return Attempt.of(others.isEmpty(), "exempt besides: " + others);
  }

  /// What the trail holds of the last change of the workspace's own row.
  private record Told(boolean owner, boolean inTime, boolean before, boolean after) {}

  // The owner renames the workspace; the stored entry has to tell who did it, and both names.
  private void onPage(ProbeRun run) {
    Canary a = run.canaries().a();
    UUID owner = accesses.member(a, "OWNER");
    String former = CanarySettings.stored(a, rows).name();
    Instant from = accesses.now(a);
    Mark.plant(run, rows);
    Instant to = accesses.now(a);
    List<Told> told = told(run, a, owner, former, from, to);
    boolean whole = told.equals(List.of(new Told(true, true, true, true)));
    run.attack(ON_PAGE, Attempt.of(whole, "entries: " + told));
  }

  private List<Told> told(
      ProbeRun run, Canary a, UUID owner, String former, Instant from, Instant to) {
    return rows.readTrail(
        a,
        client ->
            client
                .sql(
                    """
                    SELECT accessor = 'u' AND principal = ?, at <= ?,
                           row_before ->> 'name' = ?,
                           row_after = to_jsonb(w) AND strpos(row_after ->> 'name', ?) > 0
                      FROM audit.change c
                      JOIN workspace.workspace w ON w.workspace_id = c.workspace_id
                     WHERE c.workspace_id = ? AND c.at >= ?
                       AND c.table_name = 'workspace.workspace'
                    """)
                .params(
                    owner,
                    to.atOffset(ZoneOffset.UTC),
                    former,
                    run.nonce(),
                    a.workspace().value(),
                    from.atOffset(ZoneOffset.UTC))
                .query(
                    (row, _) ->
                        new Told(
                            row.getBoolean(1),
                            row.getBoolean(2),
                            row.getBoolean(3),
                            row.getBoolean(4)))
                .list());
  }

  /// @return whether rows of it could be changed
  private boolean attack(ProbeRun run, Canary a, TrackedTable table) {
    String name = table.name();
    run.attack(name, Attempt.of(table.gaps().isEmpty(), "in the catalogue: " + table.gaps()));
    run.attack(SEALED, Attempt.of(table.shown().isEmpty(), name + " shows " + table.shown()));
    for (String statement :
        List.of("ALTER TABLE " + name + " DISABLE TRIGGER record_change", "TRUNCATE " + name)) {
      run.attack(name, injected.run(a.workspace(), statement).mustBeRefused());
    }
    UUID owner = accesses.member(a, "OWNER");
    var row = new ChangedRow(table, a.workspace().value(), owner);
    List<ChangedRow.Left> steps = new ArrayList<>();
    Reply reply =
        injected.workAs(
            a.workspace(),
            owner,
            Role.OWNER,
            client -> {
              steps.addAll(row.change(client));
              return Reply.of(List.of());
            });
    if (!reply.done()) {
      run.unable("rows of " + name + " could not be tried: state " + reply.state());
    }
    for (ChangedRow.Left left : steps) {
      long entries = left.entries();
      run.attack(name, Attempt.of(entries == left.rows(), left.toString()));
      boolean told = left.named() == entries && left.timed() == entries;
      boolean whole = left.before() == entries && left.after() == entries;
      run.attack(BY_SQL, Attempt.of(told && whole, name + ": " + left));
      run.attack(SEALED, Attempt.of(left.masked() == entries, name + ": " + left));
    }
    return !steps.isEmpty();
  }

  private void entries(ProbeRun run, Canary a) {
    for (String change :
        List.of(
            "UPDATE audit.change SET accessor = 's'",
            "DELETE FROM audit.change",
            "TRUNCATE audit.change",
            "INSERT INTO audit.change (workspace_id) VALUES ('%s')".formatted(a.workspace()))) {
      run.attack(CHANGED, injected.run(a.workspace(), change).mustBeRefused());
    }
    UUID owner = accesses.member(a, "OWNER");
    Reply forged =
        injected.work(
            a.workspace(),
            client -> {
              InjectedSql.statement(client, FORGE.formatted(owner));
              return InjectedSql.statement(client, "UPDATE workspace.workspace SET name = name");
            });
    run.attack(FORGED, forged.mustBeRefused());
  }
}
