package surety.server.identity;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import surety.server.platform.Token;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceId;

/// What an account may enter, seen from one of its sessions.
@Repository
class OwnWorkspaces {

  private final ControlDatabase database;

  OwnWorkspaces(ControlDatabase database) {
    this.database = database;
  }

  /// The workspaces that the account is a member of, by name; at most 200.
  List<Entry> list(Token session) {
    return database.run(
        client ->
            client
                .sql("SELECT workspace_id, name, role FROM identity.list_workspaces(?)")
                .param(1, session.bytes())
                .query(
                    (row, _) ->
                        new Entry(
                            new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                            row.getString("name"),
                            Role.valueOf(row.getString("role"))))
                .list());
  }

  /// The invitation with this token if it is open and meant for the session's account.
  Optional<Invited> invitation(Token session, Token invitation) {
    return database.run(
        client ->
            client
                .sql(
                    """
                    SELECT workspace_id, id, workspace_name, role
                      FROM identity.find_invitation(?, ?)
                    """)
                .param(1, session.bytes())
                .param(2, invitation.bytes())
                .query(
                    (row, _) ->
                        new Invited(
                            new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                            row.getObject("id", UUID.class),
                            row.getString("workspace_name"),
                            Role.valueOf(row.getString("role"))))
                .optional());
  }

  /// A workspace that the account is a member of.
  record Entry(WorkspaceId id, String name, Role role) {}

  /// A workspace that the account may join.
  record Invited(WorkspaceId workspace, UUID invitation, String workspaceName, Role role) {}
}
