package surety.server.identity;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import surety.server.platform.Batcher;
import surety.server.platform.Ids;
import surety.server.workspace.ControlDatabase;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// The keys of a workspace's programs. Every request asks the database, so that a key that was
/// revoked ends at the next request; requests of the same moment share the round trip.
@Service
class ApiKeys {

  /// What a key may have: to look and to ask, never to manage. The database holds it too.
  static final Set<Permission> GRANTABLE =
      Set.of(Permission.AI_USE, Permission.DASHBOARD_VIEW, Permission.COSTS_VIEW);

  // As for sessions.
  private static final int BATCHES = 1;
  private static final int LARGEST_BATCH = 64;
  private static final int WAITING = 4_096;
  private static final int SHOWN = 200;

  private final ControlDatabase control;
  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final SecureRandom random = new SecureRandom();
  private final Batcher<ApiKeySecret, Optional<WorkspaceScope>> batcher =
      new Batcher<>(BATCHES, LARGEST_BATCH, WAITING, this::ask);

  ApiKeys(ControlDatabase control, WorkspaceDatabase database, WorkspaceScopes scopes) {
    this.control = control;
    this.database = database;
    this.scopes = scopes;
  }

  /// The scope of a request with this key; empty if the key is unknown, expired or revoked.
  ///
  /// @throws Batcher.Overloaded if too many requests wait
  Optional<WorkspaceScope> scope(String shown) {
    return ApiKeySecret.parse(shown).flatMap(batcher::call);
  }

  /// Makes a key.
  ///
  /// @param name 1 to 100 characters
  /// @param lasting at most 366 days
  /// @return the key itself, which nobody can read again; empty if there are a hundred already
  Optional<String> create(
      WorkspaceScope scope, String name, Set<Permission> permissions, Duration lasting) {
    scope.require(Permission.SETTINGS_MANAGE);
    ApiKeySecret secret = ApiKeySecret.random(random);
    boolean made =
        database.write(
            scope,
            client ->
                client
                    .sql("SELECT identity.create_api_key(?, ?, ?, ?, make_interval(secs => ?))")
                    .params(
                        Ids.next(),
                        name,
                        secret.bytes(),
                        Permission.bits(permissions),
                        (double) lasting.toSeconds())
                    .query(Boolean.class)
                    .single());
    return made ? Optional.of(secret.text()) : Optional.empty();
  }

  /// Ends a key from the next request on.
  ///
  /// @return false if none with this id stands in the workspace
  boolean revoke(WorkspaceScope scope, UUID id) {
    scope.require(Permission.SETTINGS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                .sql("SELECT identity.revoke_api_key(?)")
                .param(1, id)
                .query(Boolean.class)
                .single());
  }

  /// The newest keys, those that stand first; at most 200.
  List<ApiKey> list(WorkspaceScope scope) {
    scope.require(Permission.SETTINGS_MANAGE);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT k.id, k.name, k.permissions, k.created_at, k.expires_at, k.revoked_at,
                           u.last_used_at,
                           k.revoked_at IS NULL AND k.expires_at > clock_timestamp() AS stands
                      FROM identity.api_key k
                      LEFT JOIN identity.api_keys_last_used() u ON u.key_id = k.id
                     WHERE k.workspace_id = ?
                     ORDER BY stands DESC, k.created_at DESC, k.id DESC
                     LIMIT ?
                    """)
                .params(scope.workspace().value(), SHOWN)
                .query((row, _) -> key(row))
                .list());
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Permission.of(row.getLong("permissions")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("revoked_at", OffsetDateTime.class)),
        instant(row.getObject("last_used_at", OffsetDateTime.class)),
        row.getBoolean("stands"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private List<Optional<WorkspaceScope>> ask(List<ApiKeySecret> shown) {
    byte[][] secrets = shown.stream().map(ApiKeySecret::bytes).toArray(byte[][]::new);
    List<Optional<WorkspaceScope>> answers =
        new ArrayList<>(Collections.nCopies(shown.size(), Optional.empty()));
    List<Boolean> stale = find(secrets, answers);
    if (stale.contains(true)) {
      touch(secrets);
    }
    return answers;
  }

  private List<Boolean> find(byte[][] secrets, List<Optional<WorkspaceScope>> answers) {
    return control.run(
        client ->
            client
                .sql(
                    """
                    SELECT question, workspace_id, key_id, permissions, stale
                      FROM identity.find_api_keys(?)
                    """)
                .param(1, secrets)
                .query(
                    (row, _) -> {
                      answers.set(row.getInt("question") - 1, Optional.of(scope(row)));
                      return row.getBoolean("stale");
                    })
                .list());
  }

  private WorkspaceScope scope(ResultSet row) throws SQLException {
    return scopes.ofVerifiedKey(
        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
        row.getObject("key_id", UUID.class),
        Permission.of(row.getLong("permissions")));
  }

  private void touch(byte[][] secrets) {
    control.run(
        client ->
            client
                .sql("SELECT identity.touch_api_keys(?)::text")
                .param(1, secrets)
                .query()
                .listOfRows());
  }

  /// What may be shown of a key.
  ///
  /// @param stands whether a request with it is served now
  record ApiKey(
      UUID id,
      String name,
      Set<Permission> permissions,
      Instant created,
      Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant lastUsed,
      boolean stands) {

    ApiKey {
      permissions = Set.copyOf(permissions);
    }

    /// What a request with it may do, in words.
    public List<String> uses() {
      return permissions.stream()
          .sorted()
          .map(
              permission ->
                  switch (permission) {
                    case AI_USE -> "ask models";
                    case DASHBOARD_VIEW -> "read figures";
                    case COSTS_VIEW -> "read costs";
                    default -> permission.name();
                  })
          .toList();
    }
  }
}
