package surety.server.posture.probes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.workspace.WorkspaceId;

/// Has the days and the entries of the trail removed that are past the retention, and tries to have
/// others removed.
///
/// A young server has none: days and entries are made at the edge of the retention, by functions of
/// the product, and the upkeep that runs every hour decides about them. Two workspaces keep their
/// trails for different times.
@Component
class RetentionProbe implements Probe {

  private static final int FLOOR = 90;
  private static final int CEILING = 3650;
  private static final int LONGER = 10;
  private static final int ROUNDS = 200;
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final String DAYS =
      """
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
      """;
  private static final String SHORTER = "a retention of fewer than 90 days";
  private static final String OVERDUE = "a day past the retention";
  private static final String OLDEST = "the oldest day";
  private static final String WITHIN = "an entry within its workspace's retention";
  private static final String PAST = "an entry past its workspace's retention";
  private static final String CHOICE = "a retention that no owner chose";

  private final CanaryRows rows;
  private final InjectedSql injected;
  private final Accesses accesses;

  RetentionProbe(CanaryRows rows, InjectedSql injected, Accesses accesses) {
    this.rows = rows;
    this.injected = injected;
    this.accesses = accesses;
  }

  @Override
  public String id() {
    return "retention";
  }

  @Override
  public String attack() {
    return "It has two workspaces keep their trails for different times, plants days and entries at"
        + " both sides of each limit, has the hourly upkeep run, and looks for what is missing too"
        + " early or still there too late. It chooses too short and too long a time, and ten years,"
        + " and tries as the serving role and as a manager to change the retention, and to remove"
        + " entries and days.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    int common = Integer.parseInt(one(run, "SELECT audit.kept_days()"));
    var longer = new RetentionTrial(rows, run.canaries().a(), Math.min(CEILING, common + LONGER));
    var shorter = new RetentionTrial(rows, run.canaries().b(), FLOOR);
    boolean chosen = longer.choose() && shorter.choose();
    int kept = Integer.parseInt(one(run, "SELECT audit.longest_days()"));
    String early = one(run, "SELECT audit.prepare_past_day(%d)".formatted(kept - 1));
    String late = one(run, "SELECT audit.prepare_past_day(%d)".formatted(kept + 1));
    longer.plant();
    shorter.plant();
    List<String> days = days(run);
    List<String> due = days.stream().filter(day -> age(day) <= kept).toList();
    declare(run, due);
    Mark.plant(run, rows);
    run.control("each owner chooses its own retention", chosen);
    run.control("days on both sides are there", due.contains(early) && days.contains(late));
    run.control("entries on both sides are there", longer.planted() && shorter.planted());
    run.measured("longest retention", kept, "days");
    run.attack(SHORTER, Attempt.of(common >= FLOOR, common + " days"));
    run.attack(SHORTER, tried(run, "UPDATE audit.retention SET days = 1"));
    choices(run, shorter);
    new RetentionBounds(run, injected, rows, accesses.member(run.canaries().a(), "OWNER")).attack();
    run.sql().onConnection(connection -> dropAll(run, connection, due));
    upkeep(run, "SELECT audit.drop_expired_days()");
    upkeep(run, "SELECT audit.clear_expired_entries(5000)");
    afterwards(run, due, kept);
    longer.report(run, WITHIN, PAST);
    shorter.report(run, WITHIN, PAST);
  }

  // On one connection: to open one takes far longer than an attack.
  private static int dropAll(ProbeRun run, Connection connection, List<String> days)
      throws SQLException {
    connection.setAutoCommit(false);
    for (String day : days) {
      run.attack(day, tried(connection, "DROP TABLE audit." + day));
      connection.rollback();
    }
    return days.size();
  }

  private static void declare(ProbeRun run, List<String> due) {
    List<String> cases = new ArrayList<>(List.of(SHORTER, OVERDUE, OLDEST, WITHIN, PAST, CHOICE));
    cases.addAll(RetentionBounds.cases());
    cases.addAll(due);
    run.population("every day of the trail in pg_inherits", cases);
  }

  private void choices(ProbeRun run, RetentionTrial trial) {
    WorkspaceId workspace = trial.canary().workspace();
    run.attack(CHOICE, trial.chosenByManager());
    run.attack(CHOICE, injected.run(workspace, "SELECT audit.keep_for(3650)").mustBeRefused());
    run.attack(
        CHOICE,
        injected
            .run(
                workspace,
                "UPDATE audit.workspace_retention SET days = 3650 WHERE workspace_id = ?",
                workspace.value())
            .mustBeRefused());
  }

  // Bounded, because a switched-off removal says for ever that there is something left to do.
  private static void upkeep(ProbeRun run, String sql) throws SQLException {
    int rounds = run.sql().onConnection(connection -> rounds(connection, sql));
    run.measured("rounds of " + sql.substring(13, sql.indexOf('(')), rounds, "");
  }

  private static int rounds(Connection connection, String sql) throws SQLException {
    int rounds = 0;
    while (rounds < ROUNDS && !texts(connection, sql).getFirst().equals("0")) {
      rounds++;
    }
    return rounds;
  }

  private static void afterwards(ProbeRun run, List<String> due, int kept) throws SQLException {
    List<String> left = days(run);
    long oldest = left.stream().mapToLong(RetentionProbe::age).max().orElse(0);
    run.attack(OLDEST, Attempt.of(oldest <= kept, oldest + " days"));
    run.attack(OVERDUE, Attempt.of(oldest <= kept, oldest <= kept ? "dropped" : "kept"));
    for (String day : due) {
      boolean there = left.contains(day) || age(day) > kept;
      run.attack(day, Attempt.of(there, there ? "kept" : "dropped too early"));
    }
  }

  private static long age(String day) {
    LocalDate date = LocalDate.parse(day.substring(day.length() - 8), DAY);
    return ChronoUnit.DAYS.between(date, LocalDate.now(ZoneOffset.UTC));
  }

  private static Attempt tried(ProbeRun run, String sql) {
    try {
      return run.sql().inTransaction(connection -> tried(connection, sql));
    } catch (SQLException e) {
      return Reply.of(e).mustBeRefused();
    }
  }

  private static Attempt tried(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return new Attempt.Succeeded("it went through");
    } catch (SQLException e) {
      return Reply.of(e).mustBeRefused();
    }
  }

  private static List<String> days(ProbeRun run) throws SQLException {
    return run.sql().inTransaction(connection -> texts(connection, DAYS));
  }

  private static String one(ProbeRun run, String sql) throws SQLException {
    return run.sql().onConnection(connection -> texts(connection, sql).getFirst());
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
