package surety.server.isolation;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Scopes that nobody signed: set past `sec.begin_scope`, as SQL injection would, and through it.
final class ScopeAttacks {

  private ScopeAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("edit a field of the scope", ScopeAttacks::editedField),
        new Attack("flip any character of the scope", ScopeAttacks::flippedCharacter),
        new Attack("splice the MAC of another scope", ScopeAttacks::splicedMac),
        new Attack("sign with a key of one's own", ScopeAttacks::ownKey),
        new Attack("name another key", ScopeAttacks::otherKeyId),
        new Attack("set junk as the scope", ScopeAttacks::junk),
        new Attack("use an expired scope", ScopeAttacks::expired),
        new Attack("use a scope without the permission", ScopeAttacks::permissionMissing),
        new Attack("plant a scope in the role's settings", ScopeAttacks::roleSetting));
  }

  private static final String SET = "SELECT set_config('surety.scope', ?, true)";

  private static void editedField(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    ScopeText valid = field.scope(field.b(), session).permissions(0).expiringIn(60);
    Map<String, ScopeText> edits = new LinkedHashMap<>();
    edits.put("workspace", valid.workspace(field.a().workspace()));
    edits.put("principal", valid.principal(field.a().principal()));
    edits.put("accessor", valid.accessor('s'));
    edits.put("permissions", valid.permissions(-1));
    edits.put("expiry", valid.expiringIn(3600));
    edits.put("key", valid.keyId("02"));
    for (var edit : edits.entrySet()) {
      forged(field, findings, edit.getKey(), edit.getValue().body() + "|" + valid.mac());
    }
    control(field, findings);
  }

  private static void flippedCharacter(Field field, Attack.Findings findings) throws SQLException {
    String valid = field.scope(field.b(), field.session()).text();
    for (int i = 0; i < valid.length(); i++) {
      char other = valid.charAt(i) == '0' ? '1' : '0';
      String flipped = valid.substring(0, i) + other + valid.substring(i + 1);
      field.session().rollback();
      field.session().run(SET, flipped);
      findings.refused("character " + i, field.session().run("SELECT sec.workspace(0)"));
    }
    control(field, findings);
  }

  private static void splicedMac(Field field, Attack.Findings findings) throws SQLException {
    ScopeText few = field.scope(field.b(), field.session()).permissions(0);
    ScopeText many = few.permissions(1);
    forged(field, findings, "mac of fewer permissions", many.body() + "|" + few.mac());
    forged(
        field,
        findings,
        "upper case mac",
        many.body() + "|" + few.mac().toUpperCase(java.util.Locale.ROOT));
    control(field, findings);
  }

  private static void ownKey(Field field, Attack.Findings findings) throws SQLException {
    for (int size : new int[] {1, 32, 64}) {
      ScopeText scope = field.scope(field.a(), field.session()).key(new byte[size]);
      forged(field, findings, "key of " + size + " zero bytes", scope.text());
    }
    control(field, findings);
  }

  private static void otherKeyId(Field field, Attack.Findings findings) throws SQLException {
    for (String id : List.of("00", "02", "99", "xx", "  ", "1 ")) {
      forged(
          field, findings, "key " + id, field.scope(field.a(), field.session()).keyId(id).text());
    }
    control(field, findings);
  }

  private static void junk(Field field, Attack.Findings findings) throws SQLException {
    String valid = field.scope(field.a(), field.session()).body() + "|" + "0".repeat(64);
    List<String> texts = new ArrayList<>(List.of("", " ", "a", field.a().workspace().toString()));
    for (int length : new int[] {1, 117, 118, 181, 182, 183, 365, 100_000}) {
      texts.addAll(
          List.of("z".repeat(length), "0".repeat(length), "|".repeat(length), " ".repeat(length)));
    }
    texts.addAll(
        List.of("é".repeat(91), "\n".repeat(182), "'; SELECT 1; --".repeat(13).substring(0, 182)));
    texts.addAll(
        List.of(valid, valid.substring(1), valid + "0", valid.substring(0, 118) + "g".repeat(64)));
    for (String text : texts) {
      forged(field, findings, "junk of " + text.length(), text);
    }
    control(field, findings);
  }

  private static void expired(Field field, Attack.Findings findings) throws SQLException {
    for (long seconds : new long[] {0, -1, -3600}) {
      ScopeText scope = field.scope(field.a(), field.session()).expiringIn(seconds);
      forged(field, findings, "expired " + seconds, scope.text());
    }
    control(field, findings);
  }

  private static void permissionMissing(Field field, Attack.Findings findings) throws SQLException {
    for (Table table : field.tables()) {
      if (table.readPermission() == 0) {
        continue;
      }
      Session session = field.session();
      String sql = "SELECT 1 FROM " + table;
      session.enter(field.scope(field.b(), session).permissions(~table.readPermission()));
      findings.refused(sql + " without its permission", session.run(sql));
      session.enter(field.scope(field.b(), session).permissions(table.readPermission()));
      findings.reaches(sql + " with its permission alone", session.run(sql));
    }
    field.session().rollback();
  }

  // A role may keep settings of its own for sessions to come.
  private static void roleSetting(Field field, Attack.Findings findings) throws SQLException {
    ScopeText scope = field.scope(field.b(), field.session());
    field.session().enter(scope);
    field.session().run("ALTER ROLE CURRENT_USER SET surety.scope = '" + scope.text() + "'");
    field.session().commit();
    try (Session later = field.fresh()) {
      findings.refused("a planted scope", later.run("SELECT 1 FROM workspace.workspace"));
    } finally {
      field.catalogue().change("ALTER ROLE surety_runtime RESET surety.scope");
    }
  }

  private static void forged(Field field, Attack.Findings findings, String how, String scope)
      throws SQLException {
    Session session = field.session();
    for (String entry : List.of(SET, "SELECT sec.begin_scope(?)")) {
      session.rollback();
      session.run(entry, scope);
      for (String question :
          List.of(
              "SELECT 1 FROM workspace.workspace",
              "SELECT 1 FROM probe.thing",
              "SELECT sec.workspace(0)",
              "SELECT sec.verified_scope()",
              "SELECT sec.principal()",
              "SELECT sec.accessor()")) {
        findings.refused(how + ": " + question, session.run(question));
      }
    }
    session.rollback();
  }

  private static void control(Field field, Attack.Findings findings) throws SQLException {
    Session session = field.session();
    session.rollback();
    session.run(SET, field.scope(field.b(), session).text());
    UUID own = field.b().workspace();
    findings.control(
        session.run("SELECT workspace_id FROM workspace.workspace").text().equals(own.toString()),
        "a valid scope");
    session.rollback();
  }
}
