package surety.server.isolation;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Questions whose answer must not depend on what another workspace holds: what is there and what
/// is not answer alike.
final class OracleAttacks {

  private OracleAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("foreign key as an oracle", OracleAttacks::foreignKey),
        new Attack("unique key as an oracle", OracleAttacks::unique),
        new Attack("unique key as an oracle, by update", OracleAttacks::uniqueByUpdate),
        new Attack("ON CONFLICT as an oracle", OracleAttacks::onConflict),
        new Attack("error text of a cast", OracleAttacks::castError),
        new Attack("error of a division", OracleAttacks::division),
        new Attack("statistics of the planner", OracleAttacks::statistics),
        new Attack("activity of other sessions", OracleAttacks::activity));
  }

  private static void foreignKey(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          if (!table.may("INSERT")) {
            return;
          }
          var own = WriteAttacks.newRow(field, field.b(), table);
          for (Table.Reference reference : table.references()) {
            Map<String, @Nullable String> theirs = new HashMap<>();
            Map<String, @Nullable String> nobodys = new HashMap<>();
            for (String column : reference.from()) {
              if (!column.equals(Table.WORKSPACE)) {
                theirs.put(column, field.a().row(table).get(column));
                nobodys.put(column, unknown(field, table, column));
              }
            }
            if (!theirs.isEmpty() && !theirs.containsValue(null)) {
              alike(field, findings, table, "", own, theirs, nobodys);
            }
          }
        });
  }

  private static void unique(Field field, Attack.Findings findings) throws SQLException {
    uniques(field, findings, "");
  }

  private static void onConflict(Field field, Attack.Findings findings) throws SQLException {
    uniques(field, findings, " ON CONFLICT DO NOTHING");
  }

  private static void uniques(Field field, Attack.Findings findings, String ending)
      throws SQLException {
    field.eachTable(
        table -> {
          if (!table.may("INSERT")) {
            return;
          }
          for (List<String> unique : table.uniques()) {
            var own = WriteAttacks.newRow(field, field.b(), table);
            alike(
                field,
                findings,
                table,
                ending,
                own,
                theirs(field, table, unique),
                nobodys(field, table, unique));
          }
        });
  }

  private static void uniqueByUpdate(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          if (!table.may("UPDATE")) {
            return;
          }
          for (List<String> unique : table.uniques()) {
            String sets =
                String.join(
                    ", ", unique.stream().map(c -> c + " = ?::" + table.column(c).type()).toList());
            String sql = "UPDATE %s SET %s WHERE %s".formatted(table, sets, table.keyCondition());
            Answer theirs = update(field, table, sql, unique, theirs(field, table, unique));
            Answer nobodys = update(field, table, sql, unique, nobodys(field, table, unique));
            findings.leakIf(!theirs.kind().equals(nobodys.kind()), sql + ": " + theirs);
          }
        });
  }

  private static Answer update(
      Field field,
      Table table,
      String sql,
      List<String> unique,
      Map<String, @Nullable String> values)
      throws SQLException {
    List<@Nullable Object> parameters = new java.util.ArrayList<>();
    unique.forEach(column -> parameters.add(values.get(column)));
    parameters.addAll(List.of(field.b().key(table)));
    Answer answer = field.session().run(sql, parameters.toArray());
    field.session().enter(field.scope(field.b(), field.session()));
    return answer;
  }

  private static Map<String, @Nullable String> theirs(
      Field field, Table table, List<String> columns) {
    Map<String, @Nullable String> values = new HashMap<>();
    columns.forEach(column -> values.put(column, field.a().row(table).get(column)));
    return values;
  }

  private static Map<String, @Nullable String> nobodys(
      Field field, Table table, List<String> columns) throws SQLException {
    Map<String, @Nullable String> values = new HashMap<>();
    for (String column : columns) {
      values.put(column, unknown(field, table, column));
    }
    return values;
  }

  // An imagined row was never stored, so nobody has its values.
  private static @Nullable String unknown(Field field, Table table, String column)
      throws SQLException {
    return table.column(column).type().equals("uuid")
        ? UUID.randomUUID().toString()
        : WriteAttacks.newRow(field, field.b(), table).get(column);
  }

  // Same kind of answer, and the same words once the values asked for are taken out.
  private static void alike(
      Field field,
      Attack.Findings findings,
      Table table,
      String ending,
      Map<String, @Nullable String> own,
      Map<String, @Nullable String> theirs,
      Map<String, @Nullable String> nobodys)
      throws SQLException {
    String sql = table.insert() + ending;
    Session session = field.session();
    Object[] known = RowMaker.parameters(table, WriteAttacks.with(own, theirs));
    Object[] unknown = RowMaker.parameters(table, WriteAttacks.with(own, nobodys));
    Answer first = session.run(sql, known);
    session.enter(field.scope(field.b(), session));
    Answer second = session.run(sql, unknown);
    session.enter(field.scope(field.b(), session));
    String difference = first + " and " + second + " for " + theirs.keySet();
    findings.leakIf(
        !without(first, theirs).equals(without(second, nobodys)), sql + " answered " + difference);
  }

  private static String without(Answer answer, Map<String, @Nullable String> values) {
    String text = answer.text();
    for (String value : values.values()) {
      if (value != null) {
        text = text.replace(value, "?");
      }
    }
    return text;
  }

  private static void castError(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          for (Table.Column column : table.settable()) {
            String sql =
                "SELECT count(*) FROM %s WHERE workspace_id = ? AND ('x' || %s::text)::int = 1"
                    .formatted(table, column.name());
            Answer theirs = field.session().run(sql, field.a().workspace());
            findings.leakIf(!theirs.text().equals("0"), sql + " answered " + theirs);
          }
          String own =
              "SELECT count(*) FROM %s WHERE ('x' || workspace_id::text)::int = 1".formatted(table);
          Answer mine = field.session().run(own);
          TableAttacks.noSecrets(field, findings, own, mine);
          findings.control(mine.isRefusal("22P02"), own + " answered " + mine);
        });
  }

  private static void division(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql =
              "SELECT 1 FROM %s WHERE workspace_id = ? AND 1 / (CASE WHEN workspace_id::text > '' THEN 0 ELSE 1 END) = 1"
                  .formatted(table);
          findings.nothing(sql, field.session().run(sql, field.a().workspace()));
          Answer mine = field.session().run(sql, field.b().workspace());
          findings.control(mine.isRefusal("22012"), sql + " answered " + mine);
        });
  }

  private static void statistics(Field field, Attack.Findings findings) throws SQLException {
    String sql =
        "SELECT schemaname, tablename, attname, most_common_vals, histogram_bounds FROM pg_stats"
            + " WHERE (schemaname || '.' || tablename) = ?";
    for (String setting : List.of("on", "off")) {
      field.eachTable(
          table -> {
            field.session().run("SET LOCAL row_security = " + setting);
            findings.nothing(sql, field.session().run(sql, table.name()));
          });
    }
    try (Session superuser = field.superuser()) {
      findings.reaches(sql, superuser.run(sql, "workspace.workspace"));
    }
    findings.nothing("pg_statistic", field.session().run("SELECT 1 FROM pg_statistic LIMIT 1"));
    field.session().rollback();
  }

  private static final String ACTIVITY =
      "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()";

  // Other sessions' statements are not to be seen, and nothing in them would open a workspace:
  // scopes and values are bound.
  private static void activity(Field field, Attack.Findings findings) throws SQLException {
    findings.refused(ACTIVITY, field.session().run(ACTIVITY));
    try (Session victim = field.fresh();
        Session superuser = field.superuser()) {
      ScopeText scope = field.scope(field.a(), victim);
      victim.bare("SELECT sec.begin_scope(?)", scope.text());
      String seen = look(superuser);
      findings.leakIf(seen.contains(scope.mac()), "a scope in pg_stat_activity");
      findings.control(seen.contains("sec.begin_scope($1)"), "the statement is seen");
      victim.bare("SELECT 1 FROM workspace.member WHERE email = ?", "bound@example.test");
      seen = look(superuser);
      findings.leakIf(seen.contains("bound@"), "a bound value in pg_stat_activity");
      victim.bare("SELECT 'literal@example.test'");
      findings.control(look(superuser).contains("literal@"), "a literal is seen");
    }
  }

  // Activity is read once in a transaction and then remembered.
  private static String look(Session superuser) throws SQLException {
    superuser.rollback();
    return superuser.run(ACTIVITY).text();
  }
}
