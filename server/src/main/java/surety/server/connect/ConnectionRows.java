package surety.server.connect;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.server.connect.Connection.State;
import surety.server.connect.Coverage.Reach;
import surety.server.vault.CredentialRef;
import surety.server.workspace.WorkspaceId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows of connections, within one transaction of one scope.
final class ConnectionRows {

  static final String COLUMNS =
      """
      id, connector, label, base_url, host, account, settings, credential_id, read_only_by, state,
      last_error, last_success_at, coverage, tested_at, created_at, rotated_at
      """;
  static final RowMapper<Connection> MAPPER = (row, _) -> connection(row);

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient client;
  private final UUID workspace;

  ConnectionRows(JdbcClient client, WorkspaceId workspace) {
    this.client = client;
    this.workspace = workspace.value();
  }

  List<Connection> all() {
    return client
        .sql(
            "SELECT "
                + COLUMNS
                + " FROM connect.connection WHERE workspace_id = :workspace ORDER BY id")
        .param("workspace", workspace)
        .query(MAPPER)
        .list();
  }

  Optional<Connection> find(UUID id) {
    return client
        .sql(
            "SELECT "
                + COLUMNS
                + " FROM connect.connection WHERE workspace_id = :workspace AND id = :id")
        .param("workspace", workspace)
        .param("id", id)
        .query(MAPPER)
        .optional();
  }

  boolean isConnected(String connector, String account) {
    return client
        .sql(
            """
            SELECT EXISTS (SELECT FROM connect.connection
                            WHERE workspace_id = :workspace AND connector = :connector
                              AND account = :account)
            """)
        .param("workspace", workspace)
        .param("connector", connector)
        .param("account", account)
        .query(Boolean.class)
        .single();
  }

  void insert(Connection connection, UUID createdBy) {
    client
        .sql(
            """
            INSERT INTO connect.connection (
                workspace_id, id, connector, label, base_url, host, account, settings,
                credential_id, read_only_by, state, coverage, tested_at, created_at, created_by)
            VALUES (
                :workspace, :id, :connector, :label, :base_url, :host, :account,
                cast(:settings AS jsonb), :credential, :read_only_by, :state,
                cast(:coverage AS jsonb), now(), now(), :created_by)
            """)
        .param("workspace", workspace)
        .param("id", connection.id())
        .param("connector", connection.connector())
        .param("label", connection.label())
        .param("base_url", connection.baseUrl().toString())
        .param("host", connection.host())
        .param("account", connection.account())
        .param("settings", JSON.writeValueAsString(connection.settings()))
        .param("credential", connection.credential().id())
        .param("read_only_by", readOnlyBy(connection.vendorKeepsToReads()))
        .param("state", stored(connection.state()))
        .param("coverage", coverage(connection.coverage()))
        .param("created_by", createdBy)
        .update();
  }

  /// What a test found.
  void tested(UUID id, State state, Optional<String> error, Map<Fetch, Reach> coverage) {
    client
        .sql(
            """
            UPDATE connect.connection
               SET state = :state, last_error = :error, coverage = cast(:coverage AS jsonb),
                   tested_at = now()
             WHERE workspace_id = :workspace AND id = :id
            """)
        .param("state", stored(state))
        .param("error", error.orElse(null))
        .param("coverage", coverage(coverage))
        .param("workspace", workspace)
        .param("id", id)
        .update();
  }

  void rotated(UUID id, Map<String, String> settings, boolean vendorKeepsToReads) {
    client
        .sql(
            """
            UPDATE connect.connection
               SET rotated_at = now(), settings = cast(:settings AS jsonb),
                   read_only_by = :read_only_by
             WHERE workspace_id = :workspace AND id = :id
            """)
        .param("settings", JSON.writeValueAsString(settings))
        .param("read_only_by", readOnlyBy(vendorKeepsToReads))
        .param("workspace", workspace)
        .param("id", id)
        .update();
  }

  /// How a fetch went. A success is noted once an hour, since each change of a row is recorded.
  void fetched(UUID id, State state, Optional<String> error) {
    client
        .sql(
            """
            UPDATE connect.connection
               SET state = :state, last_error = :error,
                   last_success_at = CASE WHEN :state = 'ready' THEN now() ELSE last_success_at END
             WHERE workspace_id = :workspace AND id = :id
               AND (state <> :state OR last_error IS DISTINCT FROM :error
                    OR (:state = 'ready'
                        AND coalesce(last_success_at < now() - interval '1 hour', true)))
            """)
        .param("state", stored(state))
        .param("error", error.orElse(null), java.sql.Types.VARCHAR)
        .param("workspace", workspace)
        .param("id", id)
        .update();
  }

  boolean delete(UUID id) {
    return client
            .sql("DELETE FROM connect.connection WHERE workspace_id = :workspace AND id = :id")
            .param("workspace", workspace)
            .param("id", id)
            .update()
        == 1;
  }

  private static Connection connection(ResultSet row) throws SQLException {
    return new Connection(
        row.getObject("id", UUID.class),
        row.getString("connector"),
        row.getString("label"),
        URI.create(row.getString("base_url")),
        row.getString("host"),
        row.getString("account"),
        JSON.readValue(row.getString("settings"), TEXTS),
        new CredentialRef(row.getObject("credential_id", UUID.class)),
        row.getString("read_only_by").equals("vendor_scope"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getString("last_error")),
        instant(row.getTimestamp("last_success_at")),
        reaches(row.getString("coverage")),
        row.getTimestamp("tested_at").toInstant(),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("rotated_at")));
  }

  private static Optional<Instant> instant(@Nullable Timestamp time) {
    return Optional.ofNullable(time).map(Timestamp::toInstant);
  }

  private static String stored(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String readOnlyBy(boolean vendor) {
    return vendor ? "vendor_scope" : "our_filter";
  }

  private static String coverage(Map<Fetch, Reach> coverage) {
    Map<String, String> stored = new LinkedHashMap<>();
    coverage.forEach(
        (fetch, reach) -> stored.put(fetch.key(), reach.name().toLowerCase(Locale.ROOT)));
    return JSON.writeValueAsString(stored);
  }

  private static Map<Fetch, Reach> reaches(String json) {
    Map<Fetch, Reach> reaches = new EnumMap<>(Fetch.class);
    JSON.readValue(json, TEXTS)
        .forEach(
            (fetch, reach) ->
                reaches.put(
                    Fetch.valueOf(fetch.toUpperCase(Locale.ROOT)),
                    Reach.valueOf(reach.toUpperCase(Locale.ROOT))));
    return reaches;
  }
}
