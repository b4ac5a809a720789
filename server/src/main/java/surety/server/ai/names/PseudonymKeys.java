package surety.server.ai.names;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import surety.envelope.SecretBytes;
import surety.server.vault.CredentialKind;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialRef;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// The secret of each workspace that its pseudonyms depend on, made when the gateway is set up.
@Component
public class PseudonymKeys {

  // The vault binds every secret to a host; this one goes to none, and no host has this name.
  private static final String NOWHERE = "names.invalid";

  private final CredentialVault vault;
  private final SecureRandom random = new SecureRandom();

  PseudonymKeys(CredentialVault vault) {
    this.vault = vault;
  }

  /// Sets the gateway up in this transaction, unless it is: the workspace gets its secret and its
  /// usual limits.
  public void ensure(WorkspaceScope scope, JdbcClient transaction) {
    UUID workspace = scope.workspace().value();
    boolean there =
        transaction
            .sql("SELECT EXISTS (SELECT FROM ai.gateway WHERE workspace_id = ?)")
            .param(1, workspace)
            .query(Boolean.class)
            .single();
    if (!there) {
      CredentialRef ref = drawn(scope, transaction);
      int inserted =
          transaction
              .sql(
                  """
                  INSERT INTO ai.gateway (workspace_id, pseudonym_key) VALUES (?, ?)
                  ON CONFLICT (workspace_id) DO NOTHING
                  """)
              .params(workspace, ref.id())
              .update();
      if (inserted == 0) {
        // Two owners at the same time: the first one's secret counts.
        vault.changes(scope, transaction).purge(ref);
      }
    }
  }

  private CredentialRef drawn(WorkspaceScope scope, JdbcClient transaction) {
    byte[] bytes = new byte[PseudonymKey.BYTES];
    random.nextBytes(bytes);
    try (SecretBytes secret = SecretBytes.taking(bytes)) {
      return vault
          .changes(scope, transaction)
          .store(NOWHERE, CredentialKind.PSEUDONYM_KEY, "Pseudonyms", secret);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /// Opens the secret for one piece of work.
  ///
  /// @throws surety.server.vault.CredentialUnavailable if it does not open
  <T> T use(WorkspaceScope scope, UUID ref, Function<PseudonymKey, T> work) {
    return vault.use(
        scope,
        new CredentialRef(ref),
        CredentialPurpose.MODEL_CALL,
        NOWHERE,
        secret ->
            secret.expose(
                bytes -> work.apply(new PseudonymKey(bytes, scope.workspace().value(), random))));
  }
}
