package surety.server.connect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.vault.CredentialRef;
import surety.server.workspace.WorkspaceId;

/// The rows of grants, within one transaction of one scope.
final class GrantRows {

  private static final String FIND =
      """
      SELECT refresh_credential_id, scopes, more_than_asked, generation, renewed_at, expires_at,
             ended_at
        FROM connect.oauth_grant
       WHERE workspace_id = :workspace AND connection_id = :connection
      """;

  private final JdbcClient client;
  private final UUID workspace;
  private final UUID connection;

  GrantRows(JdbcClient client, WorkspaceId workspace, UUID connection) {
    this.client = client;
    this.workspace = workspace.value();
    this.connection = connection;
  }

  Optional<Grant> find() {
    return grant(FIND);
  }

  /// The grant, locked until the transaction ends: whoever else wants to renew it waits.
  Optional<Grant> lock() {
    return grant(FIND + " FOR UPDATE");
  }

  private Optional<Grant> grant(String sql) {
    return client
        .sql(sql)
        .param("workspace", workspace)
        .param("connection", connection)
        .query(GrantRows::grant)
        .optional();
  }

  private static Grant grant(ResultSet row, int number) throws SQLException {
    return new Grant(
        new CredentialRef(row.getObject("refresh_credential_id", UUID.class)),
        row.getString("scopes").isEmpty() ? Set.of() : Set.of(row.getString("scopes").split(" ")),
        row.getBoolean("more_than_asked"),
        row.getLong("generation"),
        row.getTimestamp("renewed_at").toInstant(),
        row.getTimestamp("expires_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
  }

  /// Stores what a consent gave, in place of what an earlier one did.
  void put(Grant grant) {
    client
        .sql(
            """
            INSERT INTO connect.oauth_grant (
                workspace_id, connection_id, refresh_credential_id, scopes, more_than_asked,
                generation, renewed_at, expires_at)
            VALUES (:workspace, :connection, :refresh, :scopes, :more, :generation, :renewed,
                :expires)
            ON CONFLICT (workspace_id, connection_id) DO UPDATE
               SET refresh_credential_id = excluded.refresh_credential_id,
                   scopes = excluded.scopes, more_than_asked = excluded.more_than_asked,
                   generation = excluded.generation, renewed_at = excluded.renewed_at,
                   expires_at = excluded.expires_at, ended_at = NULL
            """)
        .param("workspace", workspace)
        .param("connection", connection)
        .param("refresh", grant.refresh().id())
        .param("scopes", String.join(" ", new TreeSet<>(grant.scopes())))
        .param("more", grant.moreThanAsked())
        .param("generation", grant.generation())
        .param("renewed", Timestamp.from(grant.renewedAt()))
        .param("expires", Timestamp.from(grant.expiresAt()))
        .update();
  }

  /// Notes a new access token.
  void renewed(Instant now, Instant expires) {
    client
        .sql(
            """
            UPDATE connect.oauth_grant
               SET generation = generation + 1, renewed_at = :renewed, expires_at = :expires
             WHERE workspace_id = :workspace AND connection_id = :connection
            """)
        .param("workspace", workspace)
        .param("connection", connection)
        .param("renewed", Timestamp.from(now))
        .param("expires", Timestamp.from(expires))
        .update();
  }

  /// Notes that the refresh token is no longer valid.
  void ended(Instant now) {
    client
        .sql(
            """
            UPDATE connect.oauth_grant SET ended_at = :now
             WHERE workspace_id = :workspace AND connection_id = :connection
            """)
        .param("workspace", workspace)
        .param("connection", connection)
        .param("now", Timestamp.from(now))
        .update();
  }
}
