package surety.server.workspace;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.server.platform.Ids;

/// Creates workspaces and keeps what they say about themselves.
@Service
public class Workspaces {

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  Workspaces(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  /// Creates a workspace whose only member is this account, as its owner.
  public WorkspaceId create(WorkspaceProfile profile, UUID account, EmailAddress email) {
    WorkspaceId workspace = WorkspaceId.next();
    UUID owner = Ids.next();
    WorkspaceScope scope = scopes.ofVerifiedMember(workspace, owner, Role.OWNER);
    return database.write(
        scope,
        client -> {
          insert(client, workspace, profile);
          Members.insert(client, workspace, owner, account, email, Role.OWNER);
          return workspace;
        });
  }

  /// What the workspace says about itself.
  WorkspaceProfile profile(WorkspaceScope scope) {
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT name, reporting_currency
                      FROM workspace.workspace WHERE workspace_id = ?
                    """)
                .param(1, scope.workspace().value())
                .query((row, _) -> new WorkspaceProfile(row.getString(1), row.getString(2)))
                .single());
  }

  /// Renames the workspace and sets its currency.
  void change(WorkspaceScope scope, WorkspaceProfile profile) {
    scope.require(Permission.SETTINGS_MANAGE);
    database.write(
        scope,
        client ->
            client
                .sql(
                    """
                    UPDATE workspace.workspace SET name = ?, reporting_currency = ?
                     WHERE workspace_id = ?
                    """)
                .params(profile.name(), profile.currency(), scope.workspace().value())
                .update());
  }

  private static void insert(JdbcClient client, WorkspaceId id, WorkspaceProfile profile) {
    client
        .sql(
            """
            INSERT INTO workspace.workspace (workspace_id, name, reporting_currency)
            VALUES (?, ?, ?)
            """)
        .params(id.value(), profile.name(), profile.currency())
        .update();
  }
}
