package surety.server.isolation;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes to another workspace's rows, or rows smuggled into it, tried on every table.
final class WriteAttacks {

  private WriteAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("update by key", WriteAttacks::update),
        new Attack("update without a condition", WriteAttacks::updateAll),
        new Attack("delete by key", WriteAttacks::delete),
        new Attack("insert for the other workspace", WriteAttacks::insert),
        new Attack("move a row to the other workspace", WriteAttacks::move),
        new Attack("upsert over the other's row", WriteAttacks::upsert),
        new Attack("merge into the other's rows", WriteAttacks::merge),
        new Attack("copy in", WriteAttacks::copyIn),
        new Attack("write without a scope", WriteAttacks::withoutScope),
        new Attack("write with the permission to read alone", WriteAttacks::readerWrites));
  }

  private static void update(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String column = table.anyColumn();
          String sql =
              "UPDATE %s SET %s = %s WHERE %s"
                  .formatted(table, column, column, table.keyCondition());
          findings.nothing(sql, field.session().run(sql, field.a().key(table)));
          if (table.may("UPDATE")) {
            findings.reaches(sql, field.session().run(sql, field.b().key(table)));
          }
        });
  }

  private static void updateAll(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String column = table.anyColumn();
          String sql =
              "UPDATE %s SET %s = %s RETURNING workspace_id".formatted(table, column, column);
          Answer answer = field.session().run(sql);
          TableAttacks.noSecrets(field, findings, sql, answer);
          if (table.may("UPDATE")) {
            findings.reaches(sql, answer);
          }
        });
  }

  private static void delete(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "DELETE FROM %s WHERE %s".formatted(table, table.keyCondition());
          findings.nothing(sql, field.session().run(sql, field.a().key(table)));
          if (table.may("DELETE")) {
            permitted(findings, sql, field.session().run(sql, field.b().key(table)));
          }
        });
  }

  private static void insert(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          var theirs = newRow(field, field.a(), table);
          Object[] values = RowMaker.parameters(table, theirs);
          findings.refused(table.insert(), field.session().run(table.insert(), values));
          if (table.may("INSERT")) {
            Object[] own = RowMaker.parameters(table, newRow(field, field.b(), table));
            permitted(findings, table.insert(), field.session().run(table.insert(), own));
          }
        });
  }

  // Where there is but one row for a workspace, that one stands in for a new one.
  static Map<String, @Nullable String> newRow(Field field, Field.Side side, Table table)
      throws SQLException {
    return table.takesFurtherRows()
        ? field.rows().imagine(table, side.workspace())
        : side.row(table);
  }

  private static void move(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql =
              "UPDATE %s SET workspace_id = ?::uuid WHERE %s"
                  .formatted(table, table.keyCondition());
          Object[] there = withFirst(field.a().workspace().toString(), field.b().key(table));
          findings.refused(sql, field.session().run(sql, there));
          if (table.may("UPDATE")) {
            Object[] here = withFirst(field.b().workspace().toString(), field.b().key(table));
            findings.reaches(sql, field.session().run(sql, here));
          }
        });
  }

  private static void upsert(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String column = table.anyColumn();
          String target = String.join(", ", table.key());
          List<String> endings =
              List.of(
                  " ON CONFLICT DO NOTHING",
                  " ON CONFLICT (%s) DO UPDATE SET %s = excluded.%s"
                      .formatted(target, column, column),
                  " ON CONFLICT (%s) DO UPDATE SET workspace_id = '%s'"
                      .formatted(target, field.b().workspace()));
          Object[] theirs = RowMaker.parameters(table, field.a().row(table));
          for (String ending : endings) {
            String sql = table.insert() + ending;
            findings.refused(sql, field.session().run(sql, theirs));
          }
          if (table.may("INSERT") && table.may("UPDATE")) {
            String sql = table.insert() + endings.get(1);
            Object[] own = RowMaker.parameters(table, field.b().row(table));
            findings.reaches(sql, field.session().run(sql, own));
          }
        });
  }

  private static void merge(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql =
              "MERGE INTO %s t USING (SELECT ?::uuid AS w) s ON t.workspace_id = s.w "
                      .formatted(table)
                  + "WHEN MATCHED THEN UPDATE SET %s = t.%s"
                      .formatted(table.anyColumn(), table.anyColumn());
          findings.nothing(sql, field.session().run(sql, field.a().workspace()));
          if (table.may("UPDATE")) {
            findings.reaches(sql, field.session().run(sql, field.b().workspace()));
          }
        });
  }

  // PostgreSQL does not copy into a table with policies, whoever's rows they are.
  private static void copyIn(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "COPY %s (workspace_id) FROM STDIN".formatted(table);
          Answer answer = field.session().copyIn(sql, field.a().workspace() + "\n");
          findings.leakIf(
              !answer.isRefusal("0A000") && !answer.isRefusal(Attack.Findings.REFUSED),
              sql + " answered " + answer);
        });
  }

  private static void withoutScope(Field field, Attack.Findings findings) throws SQLException {
    for (Table table : field.tables()) {
      field.session().rollback();
      String column = table.anyColumn();
      String update = "UPDATE %s SET %s = %s".formatted(table, column, column);
      findings.refused(update, field.session().run(update));
      findings.refused("DELETE", field.session().run("DELETE FROM " + table));
      Object[] values = RowMaker.parameters(table, newRow(field, field.a(), table));
      findings.refused(table.insert(), field.session().run(table.insert(), values));
    }
  }

  private static void readerWrites(Field field, Attack.Findings findings) throws SQLException {
    for (Table table : field.tables()) {
      if (table.writePermission() == 0) {
        continue;
      }
      long reads = ~table.writePermission() | table.readPermission();
      if ((reads & table.writePermission()) == table.writePermission()) {
        continue;
      }
      Session session = field.session();
      session.enter(field.scope(field.b(), session).permissions(reads));
      String column = table.anyColumn();
      String update = "UPDATE %s SET %s = %s".formatted(table, column, column);
      findings.refused(update + " by a reader", session.run(update));
      findings.refused("DELETE by a reader", session.run("DELETE FROM " + table));
      Object[] row = RowMaker.parameters(table, newRow(field, field.b(), table));
      findings.refused(table.insert() + " by a reader", session.run(table.insert(), row));
      findings.reaches("reader of " + table, session.run("SELECT 1 FROM " + table));
    }
    field.session().rollback();
  }

  // Past the policy; that other rows depend on the row, or that it is there already, is another
  // matter.
  private static void permitted(Attack.Findings findings, String what, Answer answer) {
    boolean passed =
        answer.touched() > 0
            || answer.isRefusal("23503")
            || answer.isRefusal("23505")
            || answer.isRefusal("SU001");
    findings.control(passed, what + " answered " + answer);
  }

  private static Object[] withFirst(Object first, Object[] rest) {
    List<Object> all = new java.util.ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all.toArray();
  }

  static Map<String, @Nullable String> with(
      Map<String, @Nullable String> row, Map<String, @Nullable String> changes) {
    Map<String, @Nullable String> changed = new LinkedHashMap<>(row);
    changed.putAll(changes);
    return changed;
  }
}
