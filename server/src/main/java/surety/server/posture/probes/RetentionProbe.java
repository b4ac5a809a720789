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

/// Has the days of the trail dropped that are past the retention, and tries to have others dropped.
///
/// A young server has no such days: empty ones are made at the edge of the retention, by a function
/// of the product, and the drop that runs every hour decides about them.
@Component
class RetentionProbe implements Probe {

  private static final int FLOOR = 90;
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final String DAYS =
      """
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent IN ('audit.access'::regclass, 'audit.change'::regclass)
      """;
  private static final String SHORTER = "a retention of fewer than 90 days";
  private static final String OVERDUE = "a day past the retention";
  private static final String OLDEST = "the oldest day";

  private final CanaryRows rows;

  RetentionProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "retention";
  }

  @Override
  public String attack() {
    return "It looks for days of the trail that are missing too early or still there too late, has"
        + " the hourly drop run over days at both sides of the limit, and tries as the serving role"
        + " to shorten the retention and to remove entries and days.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    int kept = Integer.parseInt(one(run, "SELECT audit.kept_days()"));
    String early = one(run, "SELECT audit.prepare_past_day(%d)".formatted(kept - 1));
    String late = one(run, "SELECT audit.prepare_past_day(%d)".formatted(kept + 1));
    List<String> days = days(run);
    List<String> cases = new ArrayList<>(List.of(SHORTER, OVERDUE, OLDEST));
    days.stream().filter(day -> !day.equals(late)).forEach(cases::add);
    run.population("every day of the trail in pg_inherits", cases);
    Mark.plant(run, rows);
    run.control(
        "a day within and one past the retention are there",
        days.containsAll(List.of(early, late)));
    run.control("entries of today can be read by their workspace", readable(run));
    run.measured("retention", kept, "days");
    run.attack(SHORTER, Attempt.of(kept >= FLOOR, kept + " days"));
    run.attack(SHORTER, tried(run, "UPDATE audit.retention SET days = 1"));
    removals(run, days, late);
    one(run, "SELECT audit.drop_expired_days()");
    afterwards(run, days, late, kept);
  }

  private static void removals(ProbeRun run, List<String> days, String late) {
    for (String day : days) {
      if (!day.equals(late)) {
        run.attack(day, tried(run, "DROP TABLE audit." + day));
      }
    }
  }

  private static void afterwards(ProbeRun run, List<String> before, String late, int kept)
      throws SQLException {
    List<String> left = days(run);
    run.attack(OVERDUE, Attempt.of(!left.contains(late), left.contains(late) ? "kept" : "dropped"));
    for (String day : before) {
      if (!day.equals(late)) {
        boolean there = left.contains(day) || age(day) > kept;
        run.attack(day, Attempt.of(there, there ? "kept" : "dropped too early"));
      }
    }
    long oldest = left.stream().mapToLong(RetentionProbe::age).max().orElse(0);
    run.attack(OLDEST, Attempt.of(oldest <= kept, oldest + " days"));
  }

  private boolean readable(ProbeRun run) {
    return rows.read(
        run.canaries().a(),
        client ->
            client
                .sql("SELECT 1 FROM workspace.workspace WHERE workspace_id = ?")
                .param(1, run.canaries().a().workspace().value())
                .query(Integer.class)
                .optional()
                .isPresent());
  }

  private static long age(String day) {
    LocalDate date = LocalDate.parse(day.substring(day.length() - 8), DAY);
    return ChronoUnit.DAYS.between(date, LocalDate.now(ZoneOffset.UTC));
  }

  private static Attempt tried(ProbeRun run, String sql) {
    try {
      run.sql()
          .inTransaction(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  return statement.execute(sql);
                }
              });
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
