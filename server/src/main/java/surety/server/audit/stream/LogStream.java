package surety.server.audit.stream;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import surety.server.egress.Origin;
import surety.server.egress.Receiver;
import surety.server.vault.CredentialRef;

/// A stream as its workspace's owner has made it.
///
/// @param path of a webhook, with its query; empty else
/// @param authority certificate in PEM of the only authority that may vouch for the receiver
/// @param credential the secret of a webhook
/// @param paused why it sends nothing now
record LogStream(
    UUID id,
    String name,
    StreamKind kind,
    String host,
    int port,
    String path,
    @Nullable String authority,
    @Nullable CredentialRef credential,
    Instant added,
    @Nullable Pause paused,
    @Nullable Instant pausedAt) {

  /// Host and port.
  Origin place() {
    return new Origin("https", host, port);
  }

  /// As people write it.
  public String address() {
    return switch (kind) {
      case WEBHOOK -> "https://" + place().display() + path;
      case SYSLOG -> host + ":" + port;
    };
  }

  /// What a secret of it is bound to, in the vault's form.
  String boundHost() {
    return place().display();
  }

  /// Where it goes.
  ///
  /// @throws IllegalStateException if what is stored as a certificate is none any more
  Receiver receiver() {
    return new Receiver(place(), Authorities.stored(authority));
  }
}
