package surety.server.audit.stream;

import java.time.Clock;
import org.springframework.stereotype.Component;
import surety.server.egress.Receivers;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// Opens the way to receivers.
@Component
class Outlets {

  private final Receivers receivers;
  private final CredentialVault vault;
  private final Clock clock;

  Outlets(Receivers receivers, CredentialVault vault, Clock clock) {
    this.receivers = receivers;
    this.vault = vault;
    this.clock = clock;
  }

  /// @param scope may see the trail
  Outlet open(WorkspaceScope scope, LogStream stream) {
    return switch (stream.kind()) {
      case WEBHOOK ->
          new WebhookOutlet(receivers.webhook(stream.receiver()), vault, scope, stream, clock);
    };
  }
}
