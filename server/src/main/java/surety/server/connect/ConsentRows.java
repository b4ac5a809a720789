package surety.server.connect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.workspace.WorkspaceId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of consents that members are away for, within one transaction of one scope.
final class ConsentRows {

  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient client;
  private final UUID workspace;

  /// A consent that a member went for.
  ///
  /// @param secretHash of what comes back in the state
  /// @param sessionHash of the session that went
  /// @param settings what the member entered
  /// @param connection the connection that gets new tokens, null for a new one
  /// @param expired whether it took longer than ten minutes
  record Row(
      UUID id,
      byte[] secretHash,
      byte[] sessionHash,
      UUID member,
      String connector,
      String label,
      Map<String, String> settings,
      @Nullable UUID connection,
      boolean expired) {

    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(
          row.getObject("id", UUID.class),
          row.getBytes("secret_hash"),
          row.getBytes("session_hash"),
          row.getObject("member_id", UUID.class),
          row.getString("connector"),
          row.getString("label"),
          JSON.readValue(row.getString("settings"), TEXTS),
          row.getObject("connection_id", UUID.class),
          row.getBoolean("expired"));
    }
  }

  ConsentRows(JdbcClient client, WorkspaceId workspace) {
    this.client = client;
    this.workspace = workspace.value();
  }

  /// Stores a consent, and forgets those that nobody has come back from for a day.
  void insert(Row consent) {
    client
        .sql(
            """
            DELETE FROM connect.consent
             WHERE workspace_id = :workspace AND expires_at < now() - interval '1 day'
            """)
        .param("workspace", workspace)
        .update();
    client
        .sql(
            """
            INSERT INTO connect.consent (
                workspace_id, id, secret_hash, session_hash, member_id, connector, label, settings,
                connection_id, expires_at)
            VALUES (
                :workspace, :id, :secret, :session, :member, :connector, :label,
                cast(:settings AS jsonb), :connection, now() + make_interval(secs => :seconds))
            """)
        .param("workspace", workspace)
        .param("id", consent.id())
        .param("secret", consent.secretHash())
        .param("session", consent.sessionHash())
        .param("member", consent.member())
        .param("connector", consent.connector())
        .param("label", consent.label())
        .param("settings", JSON.writeValueAsString(consent.settings()))
        .param("connection", consent.connection(), java.sql.Types.OTHER)
        .param("seconds", (double) LONGEST.toSeconds())
        .update();
  }

  /// Takes a consent out, so that nobody can use it again.
  Optional<Row> take(UUID id) {
    return client
        .sql(
            """
            DELETE FROM connect.consent
             WHERE workspace_id = :workspace AND id = :id
            RETURNING id, secret_hash, session_hash, member_id, connector, label, settings,
                      connection_id, expires_at < now() AS expired
            """)
        .param("workspace", workspace)
        .param("id", id)
        .query(Row::of)
        .optional();
  }
}
