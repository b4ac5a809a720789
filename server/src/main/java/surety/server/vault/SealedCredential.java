package surety.server.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import surety.envelope.WorkspaceKeySalt;

/// A credential as it lies in the vault, with its workspace's salt. Where it is needed with every
/// request, it is read along with what else the request rests on; [CredentialVault#use] alone opens
/// it.
public final class SealedCredential {

  private final Credentials.Row row;
  private final Optional<WorkspaceKeySalt> salt;

  private SealedCredential(Credentials.Row row, Optional<WorkspaceKeySalt> salt) {
    this.row = row;
    this.salt = salt;
  }

  /// Reads one from a row that has the columns `id`, `kind`, `host` and `sealed` of
  /// `vault.credential` and `salt` of `vault.workspace_key`; empty if it has no credential.
  public static Optional<SealedCredential> of(ResultSet row) throws SQLException {
    if (row.getString("kind") == null) {
      return Optional.empty();
    }
    return Optional.of(
        new SealedCredential(
            Credentials.Row.of(row, 0),
            Optional.ofNullable(row.getBytes("salt")).map(WorkspaceKeySalt::of)));
  }

  Credentials.Row row() {
    return row;
  }

  Optional<WorkspaceKeySalt> salt() {
    return salt;
  }

  @Override
  public String toString() {
    return "SealedCredential[" + row.ref() + "]";
  }
}
