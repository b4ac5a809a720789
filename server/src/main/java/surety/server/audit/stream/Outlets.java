package surety.server.audit.stream;

import java.time.Clock;
import org.springframework.stereotype.Component;
import surety.server.egress.Receivers;
import surety.server.platform.PublicAddress;
import surety.server.vault.CredentialVault;
import surety.server.workspace.WorkspaceScope;

/// Opens the way to receivers.
@Component
class Outlets {

  private final Receivers receivers;
  private final CredentialVault vault;
  private final PublicAddress address;
  private final Clock clock;

  Outlets(Receivers receivers, CredentialVault vault, PublicAddress address, Clock clock) {
    this.receivers = receivers;
    this.vault = vault;
    this.address = address;
    this.clock = clock;
  }

  /// @param scope may see the trail
  Outlet open(WorkspaceScope scope, LogStream stream) {
    return switch (stream.kind()) {
      case WEBHOOK ->
          new WebhookOutlet(receivers.webhook(stream.receiver()), vault, scope, stream, clock);
      case SYSLOG ->
          new SyslogOutlet(
              receivers.syslog(stream.receiver()), address.host(), stream.name(), clock);
    };
  }
}
