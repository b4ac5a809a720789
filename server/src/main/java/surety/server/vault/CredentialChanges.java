package surety.server.vault;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;
import surety.envelope.Envelope;
import surety.envelope.SealContext;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.server.platform.Ids;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceId;
import surety.server.workspace.WorkspaceScope;

/// Changes of credentials within a transaction of the caller, so that a connection and its
/// credential come and go together. Not for use after that transaction.
public final class CredentialChanges {
  /// The longest credential, in bytes.
  public static final int MAX_SECRET_BYTES = 16 * 1024;

  private final Envelope envelope;
  private final SecureRandom random;
  private final WorkspaceScope scope;
  private final Credentials credentials;
  private final WorkspaceSalts salts;

  CredentialChanges(
      Envelope envelope, SecureRandom random, WorkspaceScope scope, JdbcClient client) {
    scope.require(Permission.CONNECTIONS_MANAGE);
    this.envelope = envelope;
    this.random = random;
    this.scope = scope;
    this.credentials = new Credentials(client, scope.workspace());
    this.salts = new WorkspaceSalts(client);
  }

  /// Seals a credential for one host. The caller closes the secret.
  ///
  /// @param host in lower case, with a port where it is not the scheme's own
  /// @param label what a member calls it, 1 to 100 characters
  /// @throws IllegalArgumentException if the secret is empty or longer than [#MAX_SECRET_BYTES], or
  ///     the host is malformed
  public CredentialRef store(String host, CredentialKind kind, String label, SecretBytes secret) {
    requireLength(secret);
    CredentialRef ref = new CredentialRef(Ids.next());
    SealContext context = CredentialContext.of(workspace(), ref, kind, host);
    WorkspaceKeySalt salt = salts.findOrDraw(workspace(), random);
    var row = new Credentials.Row(ref, kind, host, envelope.seal(secret, context, salt));
    credentials.insert(row, label, fingerprint(secret, salt));
    return ref;
  }

  /// Replaces the secret of a credential. The former secret is overwritten and cannot be opened
  /// once the transaction is committed.
  ///
  /// @param host the host that the credential was stored for; a credential never moves to another
  /// @throws CredentialUnavailable if the workspace has no such credential for this host
  /// @throws IllegalArgumentException if the secret is empty or longer than [#MAX_SECRET_BYTES]
  public void rotate(CredentialRef ref, String host, SecretBytes secret) {
    requireLength(secret);
    Credentials.Row row =
        credentials
            .lock(ref)
            .orElseThrow(() -> new CredentialUnavailable(CredentialUnavailable.Reason.NOT_FOUND));
    if (!row.host().equals(host)) {
      throw new CredentialUnavailable(CredentialUnavailable.Reason.OTHER_HOST);
    }
    SealContext context = CredentialContext.of(workspace(), ref, row.kind(), host);
    WorkspaceKeySalt salt = salts.findOrDraw(workspace(), random);
    credentials.replace(ref, envelope.seal(secret, context, salt), fingerprint(secret, salt));
  }

  /// Deletes a credential.
  ///
  /// @return false if the workspace has no such credential
  public boolean purge(CredentialRef ref) {
    return credentials.delete(ref);
  }

  /// Destroys the key of the workspace: no sealed value of it can be opened again, in the database
  /// or in any copy that does not hold the key's salt. Values that are stored later get a new key.
  ///
  /// @return false if the workspace has no key
  /// @throws surety.server.workspace.PermissionMissing unless the settings may be managed too
  public boolean destroyWorkspaceKey() {
    scope.require(Permission.SETTINGS_MANAGE);
    return salts.destroy(workspace());
  }

  private WorkspaceId workspace() {
    return scope.workspace();
  }

  private String fingerprint(SecretBytes secret, WorkspaceKeySalt salt) {
    return Fingerprints.of(secret, envelope.keys().current(), workspace(), salt);
  }

  private static void requireLength(SecretBytes secret) {
    if (secret.length() == 0 || secret.length() > MAX_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "credential length: "
              + secret.length()
              + " bytes (expected: 1 to "
              + MAX_SECRET_BYTES
              + ")");
    }
  }
}
