package surety.server.ai.names;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.pseudonym.EntityKind;
import surety.server.platform.Ids;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// Names that the owner of a workspace added to those of its systems. Sealed at rest.
@Service
public class KnownNames {

  /// The longest name, in characters.
  public static final int LONGEST = 400;

  private static final int MOST = 2_000;

  private final WorkspaceDatabase database;
  private final PseudonymKeys keys;

  KnownNames(WorkspaceDatabase database, PseudonymKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /// An added name.
  public record Known(UUID id, EntityKind kind, String name) {
    @Override
    public String toString() {
      return "Known[" + kind + " " + id + "]";
    }
  }

  private record Row(UUID id, EntityKind kind, byte[] sealed) {
    @Override
    public String toString() {
      return "Row[" + id + "]";
    }
  }

  /// All added names, oldest first; none before the gateway is set up.
  ///
  /// @throws surety.server.vault.CredentialUnavailable if they cannot be opened
  public List<Known> all(WorkspaceScope scope) {
    List<UUID> key = database.read(scope, client -> key(client, scope));
    List<Row> rows =
        key.isEmpty() ? List.of() : database.read(scope, client -> rows(client, scope));
    if (rows.isEmpty()) {
      return List.of();
    }
    return keys.use(
        scope,
        key.getFirst(),
        opener ->
            rows.stream()
                .map(r -> new Known(r.id(), r.kind(), opener.open(r.id(), r.kind(), r.sealed())))
                .toList());
  }

  private static List<UUID> key(JdbcClient client, WorkspaceScope scope) {
    return client
        .sql("SELECT pseudonym_key FROM ai.gateway WHERE workspace_id = ?")
        .param(1, scope.workspace().value())
        .query(UUID.class)
        .list();
  }

  private static List<Row> rows(JdbcClient client, WorkspaceScope scope) {
    return client
        .sql("SELECT id, kind, sealed FROM ai.known_name WHERE workspace_id = ? ORDER BY id")
        .param(1, scope.workspace().value())
        .query(
            (row, _) ->
                new Row(
                    row.getObject("id", UUID.class),
                    EntityKind.valueOf(row.getString("kind")),
                    row.getBytes("sealed")))
        .list();
  }

  /// Adds a name. Every call that begins after this returns knows it, on every server.
  ///
  /// @param name 1 to [#LONGEST] characters with a letter or digit
  /// @return false if there are two thousand already
  public boolean add(WorkspaceScope scope, EntityKind kind, String name) {
    scope.require(Permission.SETTINGS_MANAGE);
    UUID key =
        database.write(
            scope,
            client -> {
              keys.ensure(scope, client);
              return key(client, scope).getFirst();
            });
    UUID id = Ids.next();
    byte[] sealed = keys.use(scope, key, sealer -> sealer.seal(id, kind, name).bytes());
    return database.write(scope, client -> insert(scope, client, id, kind, sealed));
  }

  private static boolean insert(
      WorkspaceScope scope, JdbcClient client, UUID id, EntityKind kind, byte[] sealed) {
    UUID workspace = scope.workspace().value();
    int added =
        client
            .sql(
                """
                INSERT INTO ai.known_name (workspace_id, id, kind, sealed, created_by)
                SELECT ?, ?, ?, ?, ?
                 WHERE (SELECT count(*) FROM ai.known_name WHERE workspace_id = ?) < ?
                """)
            .params(workspace, id, kind.name(), sealed, scope.principal().value(), workspace, MOST)
            .update();
    changed(scope, client);
    return added == 1;
  }

  /// Removes an added name.
  ///
  /// @return false if the workspace has no such name
  public boolean remove(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    return database.write(
        scope,
        client -> {
          int removed =
              client
                  .sql("DELETE FROM ai.known_name WHERE workspace_id = ? AND id = ?")
                  .params(scope.workspace().value(), id)
                  .update();
          changed(scope, client);
          return removed == 1;
        });
  }

  private static void changed(WorkspaceScope scope, JdbcClient client) {
    client
        .sql("UPDATE ai.gateway SET names_version = names_version + 1 WHERE workspace_id = ?")
        .param(1, scope.workspace().value())
        .update();
  }
}
