package surety.server.workspace;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import surety.server.platform.Ids;
import surety.server.platform.Mail;
import surety.server.platform.Mailer;
import surety.server.platform.PublicAddress;
import surety.server.platform.Token;
import surety.server.workspace.RateLimits.Limit;

/// Invitations to a workspace: a mailed link that the owner of the address can accept within seven
/// days, until it is revoked.
@Service
public class Invitations {

  /// Mails on behalf of one workspace.
  static final Limit PER_WORKSPACE = new Limit("invitation workspace", 20, Duration.ofMinutes(5));

  /// Mails to one address.
  static final Limit PER_ADDRESS = new Limit("invitation address", 5, Duration.ofHours(1));

  private final WorkspaceDatabase database;
  private final RateLimits limits;
  private final Mailer mailer;
  private final PublicAddress address;
  private final SecureRandom random = new SecureRandom();

  Invitations(WorkspaceDatabase database, RateLimits limits, Mailer mailer, PublicAddress address) {
    this.database = database;
    this.limits = limits;
    this.mailer = mailer;
    this.address = address;
  }

  /// The open invitations, by address.
  List<Invitation> list(WorkspaceScope scope) {
    scope.require(Permission.MEMBERS_MANAGE);
    return database.read(
        scope,
        client ->
            client
                .sql(
                    """
                    SELECT id, email, role, expires_at
                      FROM workspace.invitation
                     WHERE workspace_id = ? AND expires_at > now()
                     ORDER BY email
                    """)
                .param(1, scope.workspace().value())
                .query(
                    (row, _) ->
                        new Invitation(
                            row.getObject("id", UUID.class),
                            row.getString("email"),
                            Role.valueOf(row.getString("role")),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .list());
  }

  /// Mails an invitation. An earlier one to the same address ends.
  ///
  /// @return false if the address is a member's already; nothing is sent then
  boolean invite(WorkspaceScope scope, EmailAddress email, Role role) {
    scope.require(Permission.MEMBERS_MANAGE);
    limits.take(PER_WORKSPACE, scope.workspace().toString());
    limits.take(PER_ADDRESS, email.value());
    Token token = Token.random(random);
    Optional<String> workspace =
        database.write(scope, client -> replace(client, scope, email, role, token));
    workspace.ifPresent(name -> mailer.send(mail(email, name, token)));
    return workspace.isPresent();
  }

  /// Ends an invitation; false if there is none with this id.
  boolean revoke(WorkspaceScope scope, UUID invitation) {
    scope.require(Permission.MEMBERS_MANAGE);
    return database.write(
        scope,
        client ->
            client
                    .sql("DELETE FROM workspace.invitation WHERE workspace_id = ? AND id = ?")
                    .params(scope.workspace().value(), invitation)
                    .update()
                == 1);
  }

  /// Makes the account a member by an invitation that is still open and addressed to it. Whoever
  /// calls it has checked that the account's session shows this address.
  ///
  /// @return false if the invitation is over
  public boolean accept(WorkspaceId workspace, UUID invitation, UUID account, EmailAddress email) {
    UUID member = Ids.next();
    // The new member acts for itself, with the invitation for a permission.
    var scope =
        new WorkspaceScope(
            workspace,
            new PrincipalId(member),
            Accessor.USER,
            null,
            Set.of(Permission.MEMBERS_MANAGE));
    return database.write(
        scope,
        client -> {
          Optional<Role> role = take(client, workspace, invitation, email);
          role.ifPresent(r -> Members.insert(client, workspace, member, account, email, r));
          return role.isPresent();
        });
  }

  // Deleting the row is what decides between two clicks at once.
  private static Optional<Role> take(
      JdbcClient client, WorkspaceId workspace, UUID invitation, EmailAddress email) {
    return client
        .sql(
            """
            DELETE FROM workspace.invitation
             WHERE workspace_id = ? AND id = ? AND email = ? AND expires_at > now()
            RETURNING role
            """)
        .params(workspace.value(), invitation, email.value())
        .query(String.class)
        .optional()
        .map(Role::valueOf);
  }

  private static Optional<String> replace(
      JdbcClient client, WorkspaceScope scope, EmailAddress email, Role role, Token token) {
    UUID workspace = scope.workspace().value();
    boolean member =
        client
            .sql(
                """
                SELECT EXISTS (SELECT FROM workspace.member WHERE workspace_id = ? AND email = ?)
                """)
            .params(workspace, email.value())
            .query(Boolean.class)
            .single();
    if (member) {
      return Optional.empty();
    }
    client
        .sql(
            """
            INSERT INTO workspace.invitation
                   (workspace_id, id, email, role, token_hash, invited_by, expires_at)
            VALUES (?, ?, ?, ?, sha256(?), ?, now() + interval '7 days')
            ON CONFLICT (workspace_id, email) DO UPDATE
               SET role = excluded.role, token_hash = excluded.token_hash,
                   invited_by = excluded.invited_by, created_at = now(),
                   expires_at = excluded.expires_at
            """)
        .params(
            workspace,
            Ids.next(),
            email.value(),
            role.name(),
            token.bytes(),
            scope.principal().value())
        .update();
    return client
        .sql("SELECT name FROM workspace.workspace WHERE workspace_id = ?")
        .param(1, workspace)
        .query(String.class)
        .optional();
  }

  private Mail mail(EmailAddress email, String workspace, Token token) {
    return new Mail(
        email.value(),
        "You are invited to " + workspace + " on Surety",
        """
        You are invited to the workspace "%s" on Surety.

        %s

        Open the link and sign in with this address to join. It works for seven
        days. If you do not expect it, ignore this mail.
        """
            .formatted(workspace, address.origin() + "/invitations/" + token.text()));
  }

  /// An open invitation.
  record Invitation(UUID id, String email, Role role, Instant expires) {}
}
