package surety.server.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What may be shown of a credential.
///
/// @param label what a member called it
/// @param host the one host that it is sent to
/// @param fingerprint twelve hexadecimal digits by which a member recognises it; they are the same
///     for the same secret in one workspace and tell nothing about it
/// @param rotatedAt when its secret was last replaced
public record CredentialSummary(
    CredentialRef ref,
    CredentialKind kind,
    String label,
    String host,
    String fingerprint,
    Instant createdAt,
    Optional<Instant> rotatedAt) {

  /// How long the secret has been in use.
  public Duration age(Instant now) {
    return Duration.between(rotatedAt.orElse(createdAt), now);
  }
}
