package surety.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import surety.server.audit.AccessAction;
import surety.server.audit.AccessEntry;
import surety.server.audit.AccessLog;
import surety.server.audit.DataScope;
import surety.server.workspace.Permission;
import surety.server.workspace.Requires;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;

/// The same read of one row, with one protection after another.
@RestController
class PointReads {

  private static final String ITEM =
      "SELECT id, payload FROM bench.item WHERE workspace_id = ? AND id = ?";

  private final JdbcClient plain;
  private final WorkspaceDatabase database;
  private final AccessLog accesses;

  PointReads(DataSource dataSource, WorkspaceDatabase database, AccessLog accesses) {
    this.plain = JdbcClient.create(dataSource);
    this.database = database;
    this.accesses = accesses;
  }

  /// Nothing: anybody may read, and the workspace is what the caller says.
  @GetMapping("/bench/bare/{workspace}/{id}")
  ResponseEntity<Item> bare(@PathVariable UUID workspace, @PathVariable int id) {
    return answer(plainly(workspace, id));
  }

  /// A session, looked up in the database; the table is protected by nothing but the WHERE.
  @GetMapping("/w/{workspace}/bench/session/{id}")
  @Requires(Permission.DASHBOARD_VIEW)
  ResponseEntity<Item> session(WorkspaceScope scope, @PathVariable int id) {
    return answer(plainly(scope.workspace().value(), id));
  }

  /// A session, a signed scope, and row-level security.
  @GetMapping("/w/{workspace}/bench/isolated/{id}")
  @Requires(Permission.DASHBOARD_VIEW)
  ResponseEntity<Item> isolated(WorkspaceScope scope, @PathVariable int id) {
    return answer(isolatedly(scope, id));
  }

  /// All of it: as above, and an access entry that is durable before the row is handed out.
  @GetMapping("/w/{workspace}/bench/protected/{id}")
  @Requires(Permission.DASHBOARD_VIEW)
  ResponseEntity<Item> guarded(WorkspaceScope scope, @PathVariable int id) {
    return answer(
        accesses
            .read(
                scope,
                AccessEntry.of(AccessAction.DASHBOARD_READ, DataScope.all("bench")),
                ITEM,
                PointReads::item,
                scope.workspace().value(),
                id)
            .getFirst());
  }

  private Item plainly(UUID workspace, int id) {
    return plain
        .sql("SELECT id, payload FROM bench.plain WHERE workspace_id = ? AND id = ?")
        .params(workspace, id)
        .query(PointReads::item)
        .single();
  }

  private Item isolatedly(WorkspaceScope scope, int id) {
    return database
        .readOnce(scope, ITEM, PointReads::item, scope.workspace().value(), id)
        .getFirst();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(row.getInt(1), row.getString(2));
  }

  private static ResponseEntity<Item> answer(Item item) {
    return ResponseEntity.ok(item);
  }

  record Item(int id, String payload) {}
}
