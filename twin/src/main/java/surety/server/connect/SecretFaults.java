package surety.server.connect;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import surety.server.vault.CredentialPurpose;
import surety.server.vault.CredentialVault;
import surety.server.workspace.Permission;
import surety.server.workspace.WorkspaceScope;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Pages about connections that handle secrets carelessly.
final class SecretFaults {

  private SecretFaults() {}

  /// Repeats in a message what was typed, secrets as well.
  @Fault(
      id = "error-repeats-input",
      control = "secret-no-read",
      targetName = "surety.server.connect.ConnectorForm",
      method = "errors")
  static Map<String, String> errors(ConnectorForm self) {
    Map<String, String> errors = FaultSwitch.callOriginal(self::errors);
    errors.replaceAll((field, text) -> text + " Not: " + self.values().get(field));
    return errors;
  }

  /// Opens every credential for the list of connections.
  @Fault(
      id = "opened-for-a-list",
      control = "secret-use-paired",
      target = Connections.class,
      method = "list")
  static List<Connection> list(Connections self, WorkspaceScope scope) {
    List<Connection> all = FaultSwitch.callOriginal(() -> self.list(scope));
    if (scope.permits(Permission.CONNECTIONS_MANAGE)) {
      CredentialVault vault = vault(self);
      for (Connection connection : all) {
        vault.use(
            scope,
            connection.credential(),
            CredentialPurpose.TEST,
            connection.host(),
            secret -> secret.length());
      }
    }
    return all;
  }

  private static CredentialVault vault(Connections self) {
    try {
      Field field = Connections.class.getDeclaredField("vault");
      field.setAccessible(true);
      return (CredentialVault) field.get(self);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("connections have no vault any more", e);
    }
  }
}
