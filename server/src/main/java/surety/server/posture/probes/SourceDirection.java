package surety.server.posture.probes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.connect.engine.Connectors;
import surety.server.connect.engine.MoreConnector;
import surety.server.connect.mapping.ConnectorFileInvalid;
import surety.server.posture.probe.Attempt;
import surety.server.posture.probe.Probe;
import surety.server.posture.probe.ProbeRun;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Tries to turn a source into something that is written to: in its row, as who has won a whole
/// valid scope and any SQL, and in the files that connectors are made of.
@Component
class SourceDirection implements Probe {

  private static final String CHECK_VIOLATION = "23514";
  private static final String NULL_VIOLATION = "23502";
  private static final String DUPLICATE = "23505";

  private static final Map<String, String> EXPECTED =
      Map.of(
          "row turned outward", CHECK_VIOLATION,
          "row turned both ways", CHECK_VIOLATION,
          "row turned by other letters", CHECK_VIOLATION,
          "row without a direction", NULL_VIOLATION,
          "second row for the same account, outward", CHECK_VIOLATION,
          "second row for the same account", DUPLICATE);

  private static final String SET = "UPDATE connect.connection SET direction = ";

  // All columns but the key and the direction are those of the row that is there.
  private static final String SECOND =
      """
      INSERT INTO connect.connection
             (workspace_id, id, connector, label, base_url, host, account, settings, credential_id,
              read_only_by, state, coverage, tested_at, created_by, direction)
      SELECT c.workspace_id, gen_random_uuid(), c.connector, c.label, c.base_url, c.host, c.account,
             c.settings, c.credential_id, c.read_only_by, c.state, c.coverage, c.tested_at,
             c.created_by, '%s'
        FROM connect.connection c
      """;

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final List<MoreConnector> files;

  SourceDirection(WorkspaceDatabase database, WorkspaceScopes scopes, List<MoreConnector> files) {
    this.database = database;
    this.scopes = scopes;
    this.files = files;
  }

  @Override
  public String id() {
    return "source-direction";
  }

  @Override
  public String attack() {
    return "With a whole valid scope and free choice of SQL, turns the row of a connection outward"
        + " in several ways and adds a second, outward one for the same account; then offers"
        + " connector files that name another direction, a write, or a kind of destination.";
  }

  @Override
  public void run(ProbeRun run) {
    Map<String, String> edited = edited();
    List<String> cases = new ArrayList<>(EXPECTED.keySet());
    cases.addAll(edited.keySet());
    run.population("every way to say a direction, in the row and in a connector's file", cases);
    WorkspaceId workspace = run.canaries().a().workspace();
    WorkspaceScope scope =
        scopes.ofSystemJob(
            workspace, Set.of(Permission.CONNECTIONS_VIEW, Permission.CONNECTIONS_MANAGE));
    controls(run, scope);
    EXPECTED.forEach((name, state) -> run.attack(name, attempt(scope, statement(name), state)));
    edited.forEach((name, text) -> run.attack(name, compiled(text)));
  }

  private static String statement(String name) {
    return switch (name) {
      case "row turned outward" -> SET + "'outward'";
      case "row turned both ways" -> SET + "'both'";
      case "row turned by other letters" -> SET + "'Inward'";
      case "row without a direction" -> SET + "NULL";
      case "second row for the same account, outward" -> SECOND.formatted("outward");
      default -> SECOND.formatted("inward");
    };
  }

  // What is permitted is done by the same means: the same statement with another column.
  private void controls(ProbeRun run, WorkspaceScope scope) {
    long rows =
        inTransaction(
            scope,
            client ->
                client
                    .sql("UPDATE connect.connection SET label = label, direction = 'inward'")
                    .update());
    run.control("the scope may change a connection", rows > 0);
    run.control(
        "a connector's file as it is passes",
        files.stream().allMatch(file -> compiles(file.text())));
    run.echo(echo(run));
  }

  private static byte[] echo(ProbeRun run) {
    try {
      return run.sql()
          .onConnection(
              connection -> {
                try (var statement = connection.prepareStatement("SELECT ?::text")) {
                  statement.setString(1, run.nonce());
                  try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                  }
                }
              });
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not answer", e);
    }
  }

  private Attempt attempt(WorkspaceScope scope, String statement, String expected) {
    try {
      long rows = inTransaction(scope, client -> client.sql(statement).update());
      return rows > 0
          ? new Attempt.Succeeded(rows + " rows")
          : new Attempt.Unclear("no row to attack");
    } catch (DataAccessException e) {
      String state =
          e.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : "";
      return expected.equals(state)
          ? new Attempt.Refused("SQL state " + state)
          : new Attempt.Unclear("SQL state " + state);
    }
  }

  // Whatever got through is undone.
  private long inTransaction(
      WorkspaceScope scope, java.util.function.Function<JdbcClient, Integer> work) {
    try {
      return database.write(
          scope,
          client -> {
            throw new Undone(work.apply(client));
          });
    } catch (Undone e) {
      return e.rows;
    }
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int rows;

    Undone(int rows) {
      super("undone", null, false, false);
      this.rows = rows;
    }
  }

  private Map<String, String> edited() {
    Map<String, String> edited = new LinkedHashMap<>();
    for (MoreConnector file : files) {
      String text = file.text();
      String name = file.file() + " ";
      edited.put(name + "with a direction", text + "\ndirection: outward\n");
      edited.put(name + "with pushes", text + "\npushes:\n  invoices: {post: /invoices}\n");
      edited.put(name + "with a write", text.replaceFirst("get: /projects", "post: /projects"));
      edited.put(name + "as a destination", text.replaceFirst("kind: psa", "kind: destination"));
    }
    return edited;
  }

  private static Attempt compiled(String text) {
    return Attempt.of(!compiles(text), "the file is invalid");
  }

  private static boolean compiles(String text) {
    try {
      return !Connectors.bundledWith(List.of(new MoreConnector("offered.yaml", text)))
          .all()
          .isEmpty();
    } catch (ConnectorFileInvalid e) {
      return false;
    }
  }
}
