package surety.server.vault;

import surety.envelope.SealContext;
import surety.server.workspace.WorkspaceId;

/// The place that a credential is sealed for.
final class CredentialContext {
  private static final String TABLE = "vault.credential";
  private static final String COLUMN = "sealed";

  private CredentialContext() {}

  /// @throws IllegalArgumentException if the host is not a lower-case name with an optional port
  static SealContext of(
      WorkspaceId workspace, CredentialRef ref, CredentialKind kind, String host) {
    return new SealContext(workspace.value(), TABLE, ref.id(), COLUMN, kind.stored()).boundTo(host);
  }
}
