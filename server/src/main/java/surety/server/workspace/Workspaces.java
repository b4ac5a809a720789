package surety.server.workspace;

import java.time.Duration;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.server.platform.Ids;

/// Creates workspaces and keeps what they say about themselves.
@Service
public class Workspaces {

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final ApplicationEventPublisher events;

  Workspaces(WorkspaceDatabase database, WorkspaceScopes scopes, ApplicationEventPublisher events) {
    this.database = database;
    this.scopes = scopes;
    this.events = events;
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

  /// How long its figures may be shown.
  FigureAge figureAge(WorkspaceScope scope) {
    return database.read(
        scope,
        client ->
            client
                .sql("SELECT figures_seconds FROM workspace.workspace WHERE workspace_id = ?")
                .param(1, scope.workspace().value())
                .query((row, _) -> new FigureAge(Duration.ofSeconds(row.getInt(1))))
                .single());
  }

  /// Renames the workspace, and sets its currency and how long its figures may be shown.
  void change(WorkspaceScope scope, WorkspaceProfile profile, FigureAge age) {
    scope.require(Permission.SETTINGS_MANAGE);
    database.write(
        scope,
        client ->
            client
                .sql(
                    """
                    UPDATE workspace.workspace
                       SET name = ?, reporting_currency = ?, figures_seconds = ?
                     WHERE workspace_id = ?
                    """)
                .params(
                    profile.name(), profile.currency(), age.seconds(), scope.workspace().value())
                .update());
    events.publishEvent(new SettingsChanged(scope.workspace()));
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
