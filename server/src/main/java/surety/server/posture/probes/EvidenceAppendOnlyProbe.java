package surety.server.posture.probes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;

/// Tries to alter, remove and forge evidence, as the role that serves requests.
@Component
class EvidenceAppendOnlyProbe implements Probe {

  private static final String NOT_PERMITTED = "42501";
  private static final String TABLES =
      """
      SELECT c.relname, a.attname
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1
       WHERE c.relnamespace = 'posture'::regnamespace AND c.relkind IN ('r', 'p')
       ORDER BY c.relname
      """;
  private static final String FUNCTIONS =
      """
      SELECT p.oid::regprocedure::text,
             format('SELECT posture.%I(%s)', p.proname,
                    (SELECT string_agg('NULL::' || format_type(t, NULL), ', ')
                       FROM unnest(p.proargtypes) AS t))
        FROM pg_proc p
       WHERE p.pronamespace = 'posture'::regnamespace AND p.prorettype <> 'trigger'::regtype
       ORDER BY 1
      """;

  private final CanaryRows rows;

  EvidenceAppendOnlyProbe(CanaryRows rows) {
    this.rows = rows;
  }

  @Override
  public String id() {
    return "evidence-append-only";
  }

  @Override
  public String attack() {
    return "Changes, removes, empties and adds to every table of evidence, takes their protection"
        + " away, and calls every function around them, as SQL that was injected could.";
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    Map<String, String> attacks = run.sql().inTransaction(EvidenceAppendOnlyProbe::attacks);
    try (var _ = CanarySettings.marked(run, rows)) {
      run.population("every table and function of the evidence's schema", attacks.keySet());
      run.control("evidence can be read", entries(run) > 0);
      run.sql().onConnection(connection -> attackAll(run, connection, attacks));
    }
  }

  // On one connection: to open one takes far longer than an attack.
  private static int attackAll(ProbeRun run, Connection connection, Map<String, String> attacks)
      throws SQLException {
    connection.setAutoCommit(false);
    for (Map.Entry<String, String> attack : attacks.entrySet()) {
      run.attack(attack.getKey(), attempt(connection, attack.getValue()));
      connection.rollback();
    }
    return attacks.size();
  }

  private static long entries(ProbeRun run) throws SQLException {
    return run.sql()
        .inTransaction(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery("SELECT count(*) FROM posture.entry")) {
                rows.next();
                // A twin records nothing; that it may look is what counts.
                return rows.getLong(1) + 1;
              }
            });
  }

  private static Map<String, String> attacks(Connection connection) throws SQLException {
    Map<String, String> attacks = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet tables = statement.executeQuery(TABLES)) {
      while (tables.next()) {
        onTable("posture." + tables.getString(1), tables.getString(2), attacks);
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet functions = statement.executeQuery(FUNCTIONS)) {
      while (functions.next()) {
        attacks.put("call " + functions.getString(1), functions.getString(2));
      }
    }
    attacks.put(
        "forge the next entry",
        "SELECT posture.append((SELECT count(*) + 1 FROM posture.entry), 'forged'::bytea)");
    return attacks;
  }

  private static void onTable(String table, String column, Map<String, String> attacks) {
    attacks.put("change " + table, "UPDATE " + table + " SET " + column + " = DEFAULT WHERE false");
    attacks.put("remove from " + table, "DELETE FROM " + table + " WHERE false");
    attacks.put("empty " + table, "TRUNCATE " + table);
    attacks.put("add to " + table, "INSERT INTO " + table + " DEFAULT VALUES");
    attacks.put("unguard " + table, "ALTER TABLE " + table + " DISABLE TRIGGER ALL");
    attacks.put("drop " + table, "DROP TABLE " + table);
  }

  private static Attempt attempt(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return new Attempt.Succeeded("the database did it");
    } catch (SQLException e) {
      return NOT_PERMITTED.equals(e.getSQLState())
          ? new Attempt.Refused("SQL state " + e.getSQLState())
          : new Attempt.Unclear("SQL state " + e.getSQLState());
    }
  }
}
