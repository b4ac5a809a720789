package surety.server.connect.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import surety.envelope.SecretBytes;
import surety.server.connect.SourceReader;
import surety.server.workspace.WorkspaceId;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// Readers of sources that miss what has happened to their connection.
final class SourceFaults {

  private static final Duration REMEMBERED = Duration.ofSeconds(8);
  private static final Map<UUID, Remembered> REMEMBERED_SECRETS = new HashMap<>();

  private SourceFaults() {}

  private record Remembered(Map<String, SecretBytes> secrets, long lastUse) {
    boolean isFresh() {
      return System.nanoTime() - lastUse < REMEMBERED.toNanos();
    }
  }

  /// Goes on with the secrets that it opened first.
  @Fault(
      id = "former-secret-in-memory",
      control = "secret-rotation",
      target = Sources.class,
      method = "open")
  static SourceReader open(
      Sources self,
      WorkspaceId workspace,
      UUID connection,
      Sources.Account account,
      Map<String, SecretBytes> secrets) {
    return FaultSwitch.callOriginal(
        () -> self.open(workspace, connection, account, remembered(connection, secrets)));
  }

  private static synchronized Map<String, SecretBytes> remembered(
      UUID connection, Map<String, SecretBytes> secrets) {
    Remembered known = REMEMBERED_SECRETS.get(connection);
    Map<String, SecretBytes> used =
        known != null && known.isFresh() ? known.secrets() : copied(secrets);
    REMEMBERED_SECRETS.put(connection, new Remembered(used, System.nanoTime()));
    return used;
  }

  // What was opened is wiped after the fetch.
  private static Map<String, SecretBytes> copied(Map<String, SecretBytes> secrets) {
    Map<String, SecretBytes> copies = new HashMap<>();
    secrets.forEach((name, secret) -> copies.put(name, secret.expose(SecretBytes::copyOf)));
    return copies;
  }

  /// Lets fetches of a connection that is gone go on.
  @Fault(
      id = "fetches-go-on",
      control = "revocation",
      targetName = "surety.server.connect.engine.Budget",
      method = "end")
  static void end(Budget self) {}
}
