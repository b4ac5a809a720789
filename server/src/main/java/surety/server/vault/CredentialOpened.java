package surety.server.vault;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import surety.server.workspace.WorkspaceId;

/// One use of a credential, for Flight Recorder: from its opening to its wiping. Whoever records
/// can check that each pairs with one request to the credential's host.
@Name("surety.CredentialOpened")
@Label("Credential opened")
@Description("A credential was opened for one request and wiped after it")
@Category({"Surety", "Vault"})
@StackTrace(false)
final class CredentialOpened extends Event implements AutoCloseable {
  @Label("Workspace")
  final String workspace;

  @Label("Credential")
  final String credential;

  @Label("Purpose")
  final String purpose;

  @Label("Host")
  final String host;

  CredentialOpened(
      WorkspaceId workspace, CredentialRef ref, CredentialPurpose purpose, String host) {
    this.workspace = workspace.toString();
    this.credential = ref.toString();
    this.purpose = purpose.name();
    this.host = host;
    begin();
  }

  @Override
  public void close() {
    commit();
  }
}
