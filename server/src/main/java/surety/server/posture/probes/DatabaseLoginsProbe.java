package surety.server.posture.probes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.springframework.stereotype.Component;
import surety.server.operations.DatabaseLogins;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Counts who may log in to the database besides the server, tries to log in as each role, and
/// looks for what others than the server were granted.
@Component
class DatabaseLoginsProbe implements Probe {

  private static final String PEOPLE = "logins that are not the server's own";
  private static final String FILES = "a password file that others may read";
  private static final String IN = "00000";
  private static final String ROLES =
      "SELECT rolname, '' FROM pg_roles WHERE rolcanlogin ORDER BY rolname";

  // Who has a right on a table and is neither its owner nor the serving role.
  private static final String GRANTED =
      """
      SELECT t.table_name, coalesce(string_agg(DISTINCT
                 CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END, ', '), '')
        FROM audit.tracked_tables() t
        JOIN pg_class c ON c.oid = to_regclass(t.table_name)
        LEFT JOIN LATERAL (
            SELECT a.grantee FROM aclexplode(c.relacl) a
             UNION ALL
            SELECT a.grantee FROM pg_attribute n, aclexplode(n.attacl) a WHERE n.attrelid = c.oid) x
          ON x.grantee NOT IN (c.relowner, (SELECT oid FROM pg_roles WHERE rolname = current_user))
       GROUP BY t.table_name
       ORDER BY t.table_name
      """;

  private final DatabaseLogins logins;
  private final CanaryRows rows;

  DatabaseLoginsProbe(DatabaseLogins logins, CanaryRows rows) {
    this.logins = logins;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "database-logins";
  }

  @Override
  public String attack() {
    return "It counts the roles that may log in to the database, tries each of them without a"
        + " password and with its own name as one, knocks at every address of this machine, and"
        + " looks on each table for rights of anybody but the server.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException, IOException {
    List<String> roles = new ArrayList<>(pairs(run, ROLES).keySet());
    Map<String, String> granted = pairs(run, GRANTED);
    List<String> addresses = logins.otherAddresses();
    List<Path> files = logins.passwordFiles();
    List<String> cases = new ArrayList<>(List.of(PEOPLE));
    roles.forEach(role -> cases.add("login of " + role));
    granted.keySet().forEach(table -> cases.add("table " + table));
    addresses.forEach(address -> cases.add(at(address)));
    if (!files.isEmpty()) {
      cases.add(FILES);
    }
    run.population("every role that may log in, every table of a workspace, every address", cases);
    Mark.plant(run, rows);
    run.control("the serving role logs in with its password", logins.servingRoleLogsIn());
    people(run, roles);
    for (String role : roles) {
      login(run, role, "");
      login(run, role, role);
    }
    granted.forEach(
        (table, others) ->
            run.attack(
                "table " + table, Attempt.of(others.isEmpty(), "granted to others: " + others)));
    for (String address : addresses) {
      boolean open = Listening.answers(address, logins.port());
      run.attack(at(address), Attempt.of(!open, open ? "it answers" : "nobody answers"));
    }
    for (Path file : files) {
      String mode =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
      run.attack(FILES, Attempt.of(mode.endsWith("------"), "a file of mode " + mode));
    }
  }

  // An address may tell of the network that the server stands in; the page shows none.
  private static String at(String address) {
    return "an address of this machine, #" + Integer.toHexString(address.hashCode());
  }

  private void people(ProbeRun run, List<String> roles) {
    long people = roles.stream().filter(role -> !logins.own().contains(role)).count();
    run.measured("logins that are not the server's own", people, "logins");
    run.measured("logins that the operator allows", logins.people(), "logins");
    run.attack(PEOPLE, Attempt.of(people <= logins.people(), people + " logins"));
  }

  // Class 28: refused by the database; 08004: it wanted a password.
  private void login(ProbeRun run, String role, String password) {
    String state = state(role, password);
    String which = "login of " + role;
    if (state.equals(IN)) {
      run.attack(which, new Attempt.Succeeded("logged in"));
    } else if (state.startsWith("28") || state.equals("08004")) {
      run.attack(which, new Attempt.Refused("state " + state));
    } else {
      run.attack(which, new Attempt.Unclear("state " + state));
    }
  }

  private String state(String role, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", role);
    properties.setProperty("connectTimeout", "10");
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    try (Connection connection = new Driver().connect(logins.url(), properties)) {
      return connection == null ? "none" : IN;
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static Map<String, String> pairs(ProbeRun run, String sql) throws SQLException {
    return run.sql().inTransaction(connection -> pairs(connection, sql));
  }

  private static Map<String, String> pairs(Connection connection, String sql) throws SQLException {
    Map<String, String> pairs = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        pairs.put(row.getString(1), row.getString(2));
      }
    }
    return pairs;
  }
}
