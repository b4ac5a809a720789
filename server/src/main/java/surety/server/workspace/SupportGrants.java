package surety.server.workspace;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import surety.server.platform.Ids;

/// Support access: a person from outside may look at a workspace, as a viewer, until a grant of an
/// owner ends. The person signs in as itself; the database asks at every request whether the grant
/// still stands.
@Service
class SupportGrants {

  /// The longest that a grant can last. The database holds it too.
  static final int MOST_HOURS = 72;

  /// How many grants a page shows.
  private static final int SHOWN = 50;

  private final WorkspaceDatabase database;

  SupportGrants(WorkspaceDatabase database) {
    this.database = database;
  }

  /// The newest grants, also those that are over; at most 50.
  List<Grant> list(WorkspaceScope scope) {
    scope.require(Permission.MEMBERS_VIEW);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT g.id, g.email, g.reason, m.email AS granted_by, g.expires_at,
                           g.revoked_at,
                           g.revoked_at IS NULL AND g.expires_at > clock_timestamp() AS stands
                      FROM workspace.support_grant g
                      LEFT JOIN workspace.member m
                             ON m.workspace_id = g.workspace_id AND m.id = g.granted_by
                     WHERE g.workspace_id = ?
                     ORDER BY stands DESC, g.granted_at DESC, g.id DESC
                     LIMIT ?
                    """)
                .params(scope.workspace().value(), SHOWN)
                .query(
                    (row, _) ->
                        new Grant(
                            row.getObject("id", UUID.class),
                            row.getString("email"),
                            row.getString("reason"),
                            row.getString("granted_by"),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                            instant(row.getObject("revoked_at", OffsetDateTime.class)),
                            row.getBoolean("stands")))
                .list());
  }

  /// Lets a person in from now on.
  ///
  /// @param reason 1 to 200 characters, for whoever reads the trail later
  /// @param lasting more than nothing, at most 72 hours
  /// @return false if the address is a member's; nothing is granted then
  boolean grant(WorkspaceScope scope, EmailAddress person, String reason, Duration lasting) {
    scope.require(Permission.MEMBERS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT workspace.grant_support(?, ?, ?, make_interval(secs => ?))
                     WHERE NOT EXISTS (SELECT FROM workspace.member
                                        WHERE workspace_id = ? AND email = ?)
                    """)
                .params(
                    Ids.next(),
                    person.value(),
                    reason,
                    (double) lasting.toSeconds(),
                    scope.workspace().value(),
                    person.value())
                .query((_, _) -> true)
                .optional()
                .isPresent());
  }

  /// Ends a grant at once; false if none with this id stands.
  boolean revoke(WorkspaceScope scope, UUID grant) {
    scope.require(Permission.MEMBERS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                .sql("SELECT workspace.revoke_support(?)")
                .param(1, grant)
                .query(Boolean.class)
                .single());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant).orElse(null);
  }

  /// A grant.
  ///
  /// @param grantedBy the owner's address; null when that owner is no member any more
  /// @param revoked when an owner ended it early, else null
  /// @param stands whether it lets the person in
  record Grant(
      UUID id,
      String email,
      String reason,
      @Nullable String grantedBy,
      Instant expires,
      @Nullable Instant revoked,
      boolean stands) {}
}
