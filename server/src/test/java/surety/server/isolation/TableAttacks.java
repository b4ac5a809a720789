package surety.server.isolation;

import java.sql.SQLException;
import java.util.List;

/// Reads of another workspace's rows, tried on every table.
final class TableAttacks {

  private TableAttacks() {}

  static List<Attack> all() {
    return List.of(
        new Attack("read without a scope", TableAttacks::withoutScope),
        new Attack("read everything", TableAttacks::everything),
        new Attack("read by workspace id", TableAttacks::byWorkspace),
        new Attack("read by key", TableAttacks::byKey),
        new Attack("read by position in the file", TableAttacks::byPosition),
        new Attack("lock for update by key", TableAttacks::lockRow),
        new Attack("copy out", TableAttacks::copyOut),
        new Attack("export as XML", TableAttacks::exportXml),
        new Attack("sample the table", TableAttacks::sample),
        new Attack("join and aggregate", TableAttacks::aggregate),
        new Attack("collect values in a leaky function", TableAttacks::leakyFunction),
        new Attack("switch row security off", TableAttacks::rowSecurityOff),
        new Attack("read as the owner of the tables", TableAttacks::asOwner));
  }

  // An empty page would look like an answer; a missing scope has to be an error.
  private static void withoutScope(Field field, Attack.Findings findings) throws SQLException {
    for (Table table : field.tables()) {
      field.session().rollback();
      String all = "SELECT count(*) FROM " + table;
      findings.refused(all, field.session().run(all));
      field.session().enter(field.scope(field.b(), field.session()));
      findings.reaches(all + " in a scope", field.session().run("SELECT 1 FROM " + table));
    }
    field.session().rollback();
  }

  private static void everything(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String foreign = "SELECT 1 FROM " + table + " WHERE workspace_id::text <> ?";
          String own = field.b().workspace().toString();
          findings.nothing(foreign, field.session().run(foreign, own));
          String mine = "SELECT 1 FROM " + table + " WHERE workspace_id::text = ?";
          findings.reaches(mine, field.session().run(mine, own));
        });
  }

  private static void byWorkspace(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "SELECT * FROM " + table + " WHERE workspace_id = ?";
          findings.nothing(sql, field.session().run(sql, field.a().workspace()));
          findings.reaches(sql, field.session().run(sql, field.b().workspace()));
        });
  }

  private static void byKey(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "SELECT * FROM " + table + " WHERE " + table.keyCondition();
          findings.nothing(sql, field.session().run(sql, field.a().key(table)));
          findings.reaches(sql, field.session().run(sql, field.b().key(table)));
        });
  }

  private static void byPosition(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql =
              "SELECT workspace_id FROM "
                  + table
                  + " WHERE ctid IN (SELECT format('(%s,%s)', page, line)::tid"
                  + " FROM generate_series(0, 1) page, generate_series(1, 20) line)"
                  + " AND workspace_id::text <> ?";
          findings.nothing(sql, field.session().run(sql, field.b().workspace().toString()));
          findings.reaches(
              sql, field.session().run(sql.replace("<>", "="), field.b().workspace().toString()));
        });
  }

  private static void lockRow(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "SELECT 1 FROM " + table + " WHERE " + table.keyCondition() + " FOR UPDATE";
          findings.nothing(sql, field.session().run(sql, field.a().key(table)));
          if (table.may("UPDATE")) {
            findings.reaches(sql, field.session().run(sql, field.b().key(table)));
          }
        });
  }

  private static void copyOut(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String query = "COPY (SELECT * FROM " + table + ") TO STDOUT";
          noSecrets(field, findings, query, field.session().copyOut(query));
          findings.reaches(query, field.session().copyOut(query));
          String direct = "COPY " + table + " TO STDOUT";
          noSecrets(field, findings, direct, field.session().copyOut(direct));
        });
  }

  private static void exportXml(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "SELECT query_to_xml('SELECT * FROM " + table + "', true, true, '')";
          noSecrets(field, findings, sql, field.session().run(sql));
          findings.control(
              field.session().run(sql).text().contains(field.b().workspace().toString()), sql);
        });
  }

  private static void sample(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql = "SELECT t::text FROM " + table + " t TABLESAMPLE SYSTEM (100)";
          noSecrets(field, findings, sql, field.session().run(sql));
          findings.reaches(sql, field.session().run(sql));
        });
  }

  private static void aggregate(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          String sql =
              "WITH RECURSIVE r AS (SELECT to_jsonb(t) j FROM "
                  + table
                  + " t) SELECT jsonb_agg(r.j || to_jsonb(o)) FROM r CROSS JOIN LATERAL (SELECT *"
                  + " FROM "
                  + table
                  + " LIMIT 100) o";
          Answer answer = field.session().run(sql);
          noSecrets(field, findings, sql, answer);
          findings.control(answer.text().contains(field.b().workspace().toString()), sql);
        });
  }

  // set_config is in every PostgreSQL, tells what it was called with and is not leakproof: it must
  // meet no row before the policy has.
  private static void leakyFunction(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          field.session().run("SELECT set_config('x.seen', '', true)");
          String sql =
              "SELECT count(*) FROM "
                  + table
                  + " t WHERE set_config('x.seen', current_setting('x.seen') || t::text, true) = ''"
                  + " AND workspace_id IS NOT NULL";
          field.session().run(sql);
          Answer seen = field.session().run("SELECT current_setting('x.seen')");
          noSecrets(field, findings, sql, seen);
          findings.control(seen.text().contains(field.b().workspace().toString()), sql);
        });
  }

  private static void rowSecurityOff(Field field, Attack.Findings findings) throws SQLException {
    field.eachTable(
        table -> {
          field.session().run("SET LOCAL row_security = off");
          String sql = "SELECT * FROM " + table;
          findings.refused(sql + " with row_security off", field.session().run(sql));
          field.session().run("SET LOCAL row_security = on");
          findings.reaches(sql, field.session().run(sql));
        });
  }

  // Nobody signs in as the owner to serve requests, but a definer function runs as it.
  private static void asOwner(Field field, Attack.Findings findings) throws SQLException {
    try (Session owner = field.owner()) {
      for (Table table : field.tables()) {
        String sql = "SELECT * FROM " + table;
        findings.refused(sql + " as the owner", owner.run(sql));
      }
      findings.reaches("owner", owner.run("SELECT 1 FROM sec.table_class"));
    }
  }

  static void noSecrets(Field field, Attack.Findings findings, String what, Answer answer) {
    String text = answer.text();
    if (text.contains(field.a().workspace().toString())
        || field.secrets().stream().anyMatch(text::contains)) {
      findings.leak(what + " answered " + answer);
    }
  }
}
