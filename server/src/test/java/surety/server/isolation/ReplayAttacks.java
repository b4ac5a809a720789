package surety.server.isolation;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Valid scopes used where or when they were not meant to be, and things that outlive a transaction
/// on a pooled connection.
final class ReplayAttacks {

  private static final String READ = "SELECT workspace_id FROM workspace.workspace";

  private ReplayAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("replay a scope on another backend", ReplayAttacks::otherBackend),
        new Attack("go on after commit", ReplayAttacks::afterCommit),
        new Attack("go on after rollback", ReplayAttacks::afterRollback),
        new Attack("roll back to before the scope", ReplayAttacks::savepoint),
        new Attack("enter outside a transaction", ReplayAttacks::autocommit),
        new Attack("keep a prepared statement", ReplayAttacks::preparedStatement),
        new Attack("keep a cursor", ReplayAttacks::cursor),
        new Attack("reset the scope", ReplayAttacks::reset),
        new Attack("go on past the expiry", ReplayAttacks::pastExpiry));
  }

  private static void otherBackend(Field field, Attack.Findings findings) throws SQLException {
    try (Session victim = field.fresh();
        Session attacker = field.fresh()) {
      ScopeText stolen = field.scope(field.a(), victim);
      victim.enter(stolen);
      findings.reaches("the victim itself", victim.run(READ));
      attacker.run("SELECT set_config('surety.scope', ?, true)", stolen.text());
      findings.refused("replay while the victim works", attacker.run(READ));
      victim.commit();
      findings.refused("replay afterwards", attacker.run(READ));
      for (Table table : field.tables()) {
        findings.refused("replay on " + table, attacker.run("SELECT 1 FROM " + table));
      }
    }
  }

  private static void afterCommit(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      session.enter(field.scope(field.a(), session));
      findings.reaches("in the transaction", session.run(READ));
      session.commit();
      afterwards(field, findings, session, "after commit");
    }
  }

  private static void afterRollback(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      session.enter(field.scope(field.a(), session));
      findings.reaches("in the transaction", session.run(READ));
      session.rollback();
      afterwards(field, findings, session, "after rollback");
    }
  }

  // The next user of the connection: without a scope an error, with its own scope its own rows.
  private static void afterwards(
      Field field, Attack.Findings findings, Session session, String when) throws SQLException {
    for (Table table : field.tables()) {
      findings.refused(table + " " + when, session.run("SELECT 1 FROM " + table));
    }
    Answer left = session.run("SELECT current_setting('surety.scope', true)");
    findings.leakIf(left.text().length() > 4, "a scope is left: " + left);
    session.enter(field.scope(field.b(), session));
    TableAttacks.noSecrets(field, findings, "the next scope", session.run(READ));
  }

  private static void savepoint(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    session.rollback();
    session.bare("SAVEPOINT before");
    session.run("SELECT sec.begin_scope(?)", field.scope(field.a(), session).text());
    findings.reaches("inside the savepoint", session.run(READ));
    session.bare("ROLLBACK TO SAVEPOINT before");
    findings.refused("after going back", session.run(READ));
    session.enter(field.scope(field.b(), session));
    session.bare("SAVEPOINT inner_scope");
    session.run("SELECT sec.begin_scope(?)", field.scope(field.a(), session).text());
    session.bare("ROLLBACK TO SAVEPOINT inner_scope");
    TableAttacks.noSecrets(field, findings, "the outer scope again", session.run(READ));
    findings.reaches("the outer scope again", session.run(READ));
    session.rollback();
  }

  private static void autocommit(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      String scope = field.scope(field.a(), session).text();
      session.runAlone("SELECT sec.begin_scope('" + scope + "')");
      findings.refused("the statement after", session.runAlone(READ));
      session.enter(field.scope(field.b(), session));
      findings.reaches("inside a transaction", session.run(READ));
    }
  }

  // A plan made in one scope must not carry that scope's workspace into the next one.
  private static void preparedStatement(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      session.enter(field.scope(field.a(), session));
      session.run("SET plan_cache_mode = force_generic_plan");
      session.run("PREPARE kept AS SELECT t::text FROM probe.thing t");
      for (int i = 0; i < 6; i++) {
        findings.reaches("in the first scope", session.run("EXECUTE kept"));
      }
      session.commit();
      findings.refused("without a scope", session.run("EXECUTE kept"));
      session.enter(field.scope(field.b(), session));
      Answer second = session.run("EXECUTE kept");
      TableAttacks.noSecrets(field, findings, "in the second scope", second);
      findings.reaches("in the second scope", second);
    }
  }

  private static void cursor(Field field, Attack.Findings findings) throws SQLException {
    try (Session session = field.fresh()) {
      session.enter(field.scope(field.a(), session));
      session.run("DECLARE kept CURSOR FOR " + READ);
      findings.reaches("in the transaction", session.run("FETCH 1 FROM kept"));
      session.commit();
      session.enter(field.scope(field.b(), session));
      Answer later = session.run("FETCH ALL FROM kept");
      findings.leakIf(!later.isRefusal("34000"), "the cursor lives on: " + later);
    }
  }

  private static void reset(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    for (String statement :
        List.of("RESET surety.scope", "RESET ALL", "SET LOCAL surety.scope TO DEFAULT")) {
      session.enter(field.scope(field.b(), session));
      findings.reaches("before", session.run(READ));
      session.run(statement);
      findings.refused("after " + statement, session.run(READ));
    }
    session.rollback();
  }

  // One wait for both: a scope of the transaction and one that was set for the whole session.
  private static void pastExpiry(Field field, Attack.Findings findings) throws SQLException {
    int seconds = 1;
    while (!pastExpiry(field, findings, seconds)) {
      seconds *= 4; // the machine was slower than the scope lived
    }
  }

  // Says whether the reads that must succeed were over before the expiry.
  private static boolean pastExpiry(Field field, Attack.Findings findings, int seconds)
      throws SQLException {
    try (Session first = field.fresh();
        Session second = field.fresh()) {
      long expiry = Instant.now().plusMillis(600).getEpochSecond() + seconds;
      first.enter(field.scope(field.b(), first).expiringAt(expiry));
      String set = "SELECT set_config('surety.scope', ?, false)";
      second.run(set, field.scope(field.b(), second).expiringAt(expiry).text());
      Answer inTransaction = first.run(READ);
      Answer inSession = second.run(READ);
      if (seconds < 60 && Instant.now().getEpochSecond() >= expiry) {
        return false;
      }
      findings.reaches("until then, in the transaction", inTransaction);
      findings.reaches("until then, in the session", inSession);
      second.commit();
      double left = expiry - System.currentTimeMillis() / 1000.0 + 0.05;
      first.run("SELECT pg_sleep(?)", left);
      findings.refused("past its expiry, in the transaction", first.run(READ));
      findings.refused("past its expiry, in the session", second.run(READ));
      return true;
    }
  }
}
