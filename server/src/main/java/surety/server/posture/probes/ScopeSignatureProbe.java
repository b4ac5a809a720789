package surety.server.posture.probes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.workspace.WorkspaceId;

/// Tries to step into another workspace with a scope that nobody signed for it.
@Component
class ScopeSignatureProbe implements Probe {

  private static final String READ = "SELECT workspace_id::text FROM workspace.workspace";
  private static final String CURRENT = "SELECT current_setting('surety.scope')";
  private static final String SET = "SELECT set_config('surety.scope', ?, true)";
  private static final String REPLAYED = "a scope on another connection";
  private static final String EXPIRED = "a scope that has ended";
  private static final String SPLICED = "the signature of another scope";

  private final InjectedSql injected;
  private final CanaryRows rows;

  ScopeSignatureProbe(InjectedSql injected, CanaryRows rows) {
    this.injected = injected;
    this.rows = rows;
  }

  @Override
  public String id() {
    return "scope-signature";
  }

  @Override
  public String attack() {
    return "It takes the scope of one workspace's own transaction and edits each field, cuts,"
        + " forges or borrows the signature, replays it on another connection and uses it after its"
        + " end; and it asks every table without any scope.";
  }

  // Whichever runs first waits until the people of both workspaces have signed in.
  @Override
  public Duration budget() {
    return Duration.ofSeconds(45);
  }

  @Override
  public void run(ProbeRun run) throws SQLException {
    Mark.plant(run, rows);
    WorkspaceId a = run.canaries().a().workspace();
    WorkspaceId b = run.canaries().b().workspace();
    String scope = injected.run(b, CURRENT).rows().getFirst();
    Map<String, String> forged = forgeries(scope, a);
    List<AttackedTable> tables = AttackedTable.all(run.sql());
    List<String> cases = new ArrayList<>(forged.keySet());
    cases.addAll(List.of(REPLAYED, EXPIRED, SPLICED));
    tables.forEach(table -> cases.add("no scope: " + table.name()));
    run.population("every field of a real scope, and every table in pg_class", cases);
    run.control("the same steps with the scope as it is", reads(forge(b, same -> same), b));
    for (String how : forged.keySet()) {
      run.attack(how, forge(b, valid -> edited(how, valid, a)).mustBeRefused());
    }
    run.attack(SPLICED, forge(b, valid -> spliced(valid, a)).mustBeRefused());
    run.attack(REPLAYED, replayed(run, b).mustBeRefused());
    run.attack(EXPIRED, injected.runExpired(b, READ).mustBeRefused());
    run.sql().onConnection(connection -> askAll(run, connection, tables));
  }

  // On one connection: to open one takes far longer than an attack.
  private static int askAll(ProbeRun run, Connection connection, List<AttackedTable> tables)
      throws SQLException {
    connection.setAutoCommit(false);
    for (AttackedTable table : tables) {
      run.attack("no scope: " + table.name(), unscoped(connection, table).mustBeRefused());
      connection.rollback();
    }
    return tables.size();
  }

  private static boolean reads(Reply reply, WorkspaceId own) {
    return reply.rows().equals(List.of(own.toString()));
  }

  private interface Forger {
    String forge(String valid);
  }

  // In the very transaction that the valid scope was signed for.
  private Reply forge(WorkspaceId b, Forger forger) {
    return injected.work(
        b,
        client -> {
          String valid = InjectedSql.statement(client, CURRENT).rows().getFirst();
          set(client, forger.forge(valid));
          return InjectedSql.statement(client, READ);
        });
  }

  private static void set(JdbcClient client, String scope) {
    InjectedSql.statement(client, SET, scope);
  }

  private static Map<String, String> forgeries(String scope, WorkspaceId a) {
    Map<String, String> all = new LinkedHashMap<>();
    String[] fields = scope.split("\\|", -1);
    for (int i = 0; i < fields.length; i++) {
      String how = "field " + (i + 1) + " of the scope edited";
      all.put(how, edited(how, scope, a));
    }
    for (String how :
        List.of("no signature", "a signature of zeros", "half a signature", "junk", "nothing")) {
      all.put(how, edited(how, scope, a));
    }
    return all;
  }

  private static String edited(String how, String valid, WorkspaceId a) {
    String foreign = field(valid, 2, a.toString());
    String body = foreign.substring(0, foreign.lastIndexOf('|') + 1);
    return switch (how) {
      case "no signature" -> body;
      case "a signature of zeros" -> body + "0".repeat(64);
      case "half a signature" -> foreign.substring(0, foreign.length() - 32);
      case "junk" -> "z".repeat(valid.length());
      case "nothing" -> "";
      default -> {
        int number = Integer.parseInt(how.replaceAll("[^0-9]", ""));
        yield field(valid, number, number == 2 ? a.toString() : other(valid, number));
      }
    };
  }

  private static String field(String scope, int number, String value) {
    String[] fields = scope.split("\\|", -1);
    fields[number - 1] = value;
    return String.join("|", fields);
  }

  // Of the same length and form, and worth more: another member, every permission, a later end.
  private static String other(String scope, int number) {
    String value = scope.split("\\|", -1)[number - 1];
    return switch (value.length()) {
      case 1 -> value.equals("u") ? "s" : "u";
      case 16 -> "f".repeat(16);
      case 36 -> UUID.randomUUID().toString();
      default -> (value.startsWith("9") ? "8" : "9") + value.substring(1);
    };
  }

  private String spliced(String valid, WorkspaceId a) {
    String signature = valid.substring(valid.lastIndexOf('|'));
    String body = field(valid, 2, a.toString());
    return body.substring(0, body.lastIndexOf('|')) + signature.toUpperCase(java.util.Locale.ROOT);
  }

  private Reply replayed(ProbeRun run, WorkspaceId b) {
    return injected.work(
        b,
        client -> {
          String valid = InjectedSql.statement(client, CURRENT).rows().getFirst();
          return elsewhere(run, valid);
        });
  }

  private static Reply elsewhere(ProbeRun run, String scope) {
    try {
      return run.sql()
          .inTransaction(
              connection -> {
                query(connection, SET, scope);
                return Reply.of(query(connection, READ));
              });
    } catch (SQLException e) {
      return Reply.of(e);
    }
  }

  private static Reply unscoped(Connection connection, AttackedTable table) {
    try {
      return Reply.of(query(connection, "SELECT 1::text FROM " + table.name() + " LIMIT 1"));
    } catch (SQLException e) {
      return Reply.of(e);
    }
  }

  private static List<String> query(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(String.valueOf(result.getString(1)));
        }
      }
      return rows;
    }
  }
}
