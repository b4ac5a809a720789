package surety.server.vault;

import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.envelope.WorkspaceKeySalt;
import surety.server.workspace.WorkspaceId;

/// The random parts of the workspaces' keys.
final class WorkspaceSalts {
  private final JdbcClient client;

  /// @param client in the scope of the workspace
  WorkspaceSalts(JdbcClient client) {
    this.client = client;
  }

  Optional<WorkspaceKeySalt> find(WorkspaceId workspace) {
    return client
        .sql("SELECT salt FROM vault.workspace_key WHERE workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query((row, _) -> WorkspaceKeySalt.of(row.getBytes("salt")))
        .optional();
  }

  /// The workspace's salt, drawn now if it has none. When two transactions draw at once, the second
  /// waits and takes the salt of the first.
  WorkspaceKeySalt findOrDraw(WorkspaceId workspace, SecureRandom random) {
    return find(workspace)
        .orElseGet(
            () -> {
              draw(workspace, random);
              return find(workspace).orElseThrow();
            });
  }

  /// @return true if there was a salt
  boolean destroy(WorkspaceId workspace) {
    return client
            .sql("DELETE FROM vault.workspace_key WHERE workspace_id = :workspace")
            .param("workspace", workspace.value())
            .update()
        == 1;
  }

  private void draw(WorkspaceId workspace, SecureRandom random) {
    client
        .sql(
            """
            INSERT INTO vault.workspace_key (workspace_id, salt)
            VALUES (:workspace, :salt)
                ON CONFLICT (workspace_id) DO NOTHING
            """)
        .param("workspace", workspace.value())
        .param("salt", WorkspaceKeySalt.generate(random).bytes())
        .update();
  }
}
