package surety.server.posture.probes;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.server.workspace.Permission;
import surety.server.workspace.Role;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// What somebody can do who injects SQL into the requests of one workspace: any statement, in that
/// workspace's signed scope. Nothing that is tried is kept.
@Component
class InjectedSql {

  private static final WorkspaceId OUTSIDE = new WorkspaceId(new UUID(0, 0));

  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;

  InjectedSql(WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.database = database;
    this.scopes = scopes;
  }

  /// One statement in the scope of a workspace, with every permission that there is.
  Reply run(WorkspaceId workspace, String sql, @Nullable Object... parameters) {
    return work(all(workspace), client -> statement(client, sql, parameters));
  }

  /// The same, in a scope of this member.
  Reply runAs(
      WorkspaceId workspace, UUID member, Role role, String sql, @Nullable Object... parameters) {
    WorkspaceScope scope = scopes.ofVerifiedMember(workspace, member, role);
    return work(scope, client -> statement(client, sql, parameters));
  }

  /// Several statements in one transaction and one scope.
  Reply work(WorkspaceId workspace, Function<JdbcClient, Reply> work) {
    return work(all(workspace), work);
  }

  /// Several statements in one transaction and in a scope of this member.
  Reply workAs(WorkspaceId workspace, UUID member, Role role, Function<JdbcClient, Reply> work) {
    return work(scopes.ofVerifiedMember(workspace, member, role), work);
  }

  /// One statement in a scope that is over when it begins.
  Reply runExpired(WorkspaceId workspace, String sql) {
    try {
      return database.readWithin(Duration.ZERO, all(workspace), client -> statement(client, sql));
    } catch (DataAccessException e) {
      return Reply.of(e);
    }
  }

  /// One statement in the scope of a member, which is kept.
  Reply keepAs(
      WorkspaceId workspace, UUID member, Role role, String sql, @Nullable Object... parameters) {
    try {
      return database.write(
          scopes.ofVerifiedMember(workspace, member, role),
          client -> statement(client, sql, parameters));
    } catch (DataAccessException e) {
      return Reply.of(e);
    }
  }

  /// What the server itself does outside every workspace, which is kept: for what is attacked.
  <T> T keepAsServer(Function<JdbcClient, T> work) {
    return database.write(scopes.ofSystemJob(OUTSIDE, Set.of()), work);
  }

  private WorkspaceScope all(WorkspaceId workspace) {
    return scopes.ofSystemJob(workspace, EnumSet.allOf(Permission.class));
  }

  private Reply work(WorkspaceScope scope, Function<JdbcClient, Reply> work) {
    try {
      return database.write(
          scope,
          client -> {
            throw new Undone(work.apply(client));
          });
    } catch (Undone e) {
      return e.reply;
    } catch (DataAccessException e) {
      return Reply.of(e);
    }
  }

  /// Runs a query, or counts what a change changed.
  static Reply statement(JdbcClient client, String sql, @Nullable Object... parameters) {
    var statement = client.sql(sql).params(parameters);
    if (sql.startsWith("SELECT")) {
      return Reply.of(statement.query((row, _) -> String.valueOf(row.getString(1))).list());
    }
    return Reply.of(Collections.nCopies(statement.update(), "changed"));
  }

  /// Carries the reply out of a transaction that must not be committed.
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Undone(Reply reply) {
      super("rolled back on purpose", null, false, false);
      this.reply = reply;
    }
  }
}
