package surety.server.workspace;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// The members of a workspace. What is changed here counts at the member's next request.
@Service
class Members {

  // Raised by the trigger keep_an_owner of migration V002.
  private static final String LAST_OWNER = "SU001";

  private final WorkspaceDatabase database;

  Members(WorkspaceDatabase database) {
    this.database = database;
  }

  /// Everybody who is a member, by address.
  List<Member> list(WorkspaceScope scope) {
    scope.require(Permission.MEMBERS_VIEW);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT id, email, role, joined_at
                      FROM workspace.member WHERE workspace_id = ? ORDER BY email
                    """)
                .param(1, scope.workspace().value())
                .query(
                    (row, _) ->
                        new Member(
                            row.getObject("id", UUID.class),
                            row.getString("email"),
                            Role.valueOf(row.getString("role")),
                            row.getObject("joined_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  /// Gives a member another role.
  Result changeRole(WorkspaceScope scope, UUID member, Role role) {
    scope.require(Permission.MEMBERS_MANAGE);
    return one(
        scope,
        client ->
            client
                .sql("UPDATE workspace.member SET role = ? WHERE workspace_id = ? AND id = ?")
                .params(role.name(), scope.workspace().value(), member)
                .update());
  }

  /// Ends a membership. The account and its sessions stay, for its other workspaces.
  Result remove(WorkspaceScope scope, UUID member) {
    scope.require(Permission.MEMBERS_MANAGE);
    return one(
        scope,
        client ->
            client
                .sql("DELETE FROM workspace.member WHERE workspace_id = ? AND id = ?")
                .params(scope.workspace().value(), member)
                .update());
  }

  static void insert(
      JdbcClient client,
      WorkspaceId workspace,
      UUID member,
      UUID account,
      EmailAddress email,
      Role role) {
    client
        .sql(
            """
            INSERT INTO workspace.member (workspace_id, id, account_id, email, role)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(workspace.value(), member, account, email.value(), role.name())
        .update();
  }

  private Result one(WorkspaceScope scope, ToIntFunction<JdbcClient> change) {
    try {
      int changed = database.write(scope, change::applyAsInt);
      return changed == 1 ? Result.DONE : Result.UNKNOWN;
    } catch (DataAccessException e) {
      if (e.getRootCause() instanceof SQLException sql && LAST_OWNER.equals(sql.getSQLState())) {
        return Result.LAST_OWNER;
      }
      throw e;
    }
  }

  /// A member.
  record Member(UUID id, String email, Role role, Instant joined) {}

  /// What came of a change.
  enum Result {
    DONE,
    /// There is no such member.
    UNKNOWN,
    /// Nothing was changed: the workspace would have had no owner left.
    LAST_OWNER
  }
}
