package surety.server.vault;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.Envelope;
import surety.envelope.KeyUnavailable;
import surety.envelope.NotAuthentic;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.server.vault.CredentialUnavailable.Reason;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceDatabase;
import surety.server.workspace.WorkspaceScope;
import surety.server.workspace.WorkspaceScopes;

/// Keeps credentials sealed, and opens one only for a request to the host that it was stored for.
///
/// [#use] is the only way to a secret, and hands it to a function for the length of one call. No
/// method returns a secret, and none is kept in memory between calls.
@Component
public class CredentialVault {
  private final WorkspaceDatabase database;
  private final WorkspaceScopes scopes;
  private final Envelope envelope;
  private final SecureRandom random = new SecureRandom();

  CredentialVault(WorkspaceDatabase database, WorkspaceScopes scopes, Envelope envelope) {
    this.database = database;
    this.scopes = scopes;
    this.envelope = envelope;
  }

  /// Opens a credential, hands it to the function and wipes it when the function returns or throws.
  /// No database connection is held meanwhile.
  ///
  /// @param host where the request that needs it goes, as in [#store]
  /// @return what the function returned, which must not hold the secret
  /// @throws CredentialUnavailable if the credential is absent, bound to another host, or does not
  ///     open; the function was not called then
  /// @throws surety.server.workspace.PermissionMissing unless the scope permits the purpose
  public <T extends @Nullable Object> T use(
      WorkspaceScope scope,
      CredentialRef ref,
      CredentialPurpose purpose,
      String host,
      Function<SecretBytes, T> work) {
    scope.require(purpose.needed());
    SealedCredential sealed = find(scope, ref).orElseThrow(unavailable(Reason.NOT_FOUND));
    return use(scope, sealed, purpose, host, work);
  }

  /// Opens a credential that was read already; else as above.
  public <T extends @Nullable Object> T use(
      WorkspaceScope scope,
      SealedCredential sealed,
      CredentialPurpose purpose,
      String host,
      Function<SecretBytes, T> work) {
    scope.require(purpose.needed());
    try (SecretBytes secret = open(scope, sealed, host);
        var _ = new CredentialOpened(scope.workspace(), sealed.row().ref(), purpose, host)) {
      return work.apply(secret);
    }
  }

  /// Seals a credential in a transaction of its own: [CredentialChanges#store].
  public CredentialRef store(
      WorkspaceScope scope, String host, CredentialKind kind, String label, SecretBytes secret) {
    return database.write(scope, client -> changes(scope, client).store(host, kind, label, secret));
  }

  /// Replaces a secret in a transaction of its own: [CredentialChanges#rotate].
  public void rotate(WorkspaceScope scope, CredentialRef ref, String host, SecretBytes secret) {
    change(scope, changes -> changes.rotate(ref, host, secret));
  }

  /// Deletes a credential in a transaction of its own: [CredentialChanges#purge].
  public boolean purge(WorkspaceScope scope, CredentialRef ref) {
    return database.write(scope, client -> changes(scope, client).purge(ref));
  }

  /// Changes credentials within a transaction that the caller has begun in the same scope.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be managed
  public CredentialChanges changes(WorkspaceScope scope, JdbcClient transaction) {
    return new CredentialChanges(envelope, random, scope, transaction);
  }

  /// What may be shown of a credential; empty if the workspace has no such credential.
  ///
  /// @throws surety.server.workspace.PermissionMissing unless connections may be seen
  public Optional<CredentialSummary> describe(WorkspaceScope scope, CredentialRef ref) {
    scope.require(Permission.CONNECTIONS_VIEW);
    return database.read(scope, client -> new Credentials(client, scope.workspace()).summary(ref));
  }

  private void change(WorkspaceScope scope, Consumer<CredentialChanges> work) {
    database.write(
        scope,
        client -> {
          work.accept(changes(scope, client));
          return true;
        });
  }

  private SecretBytes open(WorkspaceScope scope, SealedCredential sealed, String host) {
    try {
      Credentials.Row row = sealed.row();
      if (!row.host().equals(host)) {
        throw new CredentialUnavailable(Reason.OTHER_HOST);
      }
      // The host of the request, not that of the row: whoever altered the row gains nothing.
      var context = CredentialContext.of(scope.workspace(), row.ref(), row.kind(), host);
      WorkspaceKeySalt salt = sealed.salt().orElseThrow(unavailable(Reason.KEY_DESTROYED));
      return envelope.open(row.sealed(), context, salt);
    } catch (NotAuthentic e) {
      throw new CredentialUnavailable(Reason.NOT_AUTHENTIC);
    } catch (KeyUnavailable e) {
      throw new CredentialUnavailable(Reason.ROOT_KEY_UNAVAILABLE);
    }
  }

  // In a scope of the server's own: who may see figures causes a fetch, but must not read the rows
  // of the vault, sealed as they are.
  private Optional<SealedCredential> find(WorkspaceScope scope, CredentialRef ref) {
    var own = scopes.ofSystemJob(scope.workspace(), Set.of(Permission.CONNECTIONS_VIEW));
    List<Optional<SealedCredential>> found =
        database.readOnce(
            own,
            """
            SELECT c.id, c.kind, c.host, c.sealed, k.salt
              FROM vault.credential c
              LEFT JOIN vault.workspace_key k ON k.workspace_id = c.workspace_id
             WHERE c.workspace_id = ? AND c.id = ?
            """,
            (row, _) -> SealedCredential.of(row),
            scope.workspace().value(),
            ref.id());
    return found.stream().flatMap(Optional::stream).findFirst();
  }

  private static Supplier<CredentialUnavailable> unavailable(Reason reason) {
    return () -> new CredentialUnavailable(reason);
  }
}
