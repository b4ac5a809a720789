package surety.server.connect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import surety.server.vault.CredentialRef;

/// What a consent has given a connection, without the tokens.
///
/// @param refresh the credential that holds the refresh token
/// @param scopes what was granted, as far as the vendor told
/// @param moreThanAsked whether that is more than the connector needs
/// @param generation one more with each new access token
/// @param endedAt when the vendor said that the refresh token is no longer valid
public record Grant(
    CredentialRef refresh,
    Set<String> scopes,
    boolean moreThanAsked,
    long generation,
    Instant renewedAt,
    Instant expiresAt,
    Optional<Instant> endedAt) {

  private static final Duration AHEAD = Duration.ofMinutes(5);

  /// Copies the scopes.
  public Grant {
    scopes = Set.copyOf(scopes);
  }

  /// Whether the vendor said that the refresh token is no longer valid.
  public boolean ended() {
    return endedAt.isPresent();
  }

  /// Whether the access token should be renewed by now: five minutes before it expires, which is
  /// longer than the longest fetch and than clocks differ, or in the last quarter of a short life.
  boolean isDue(Instant now) {
    Duration quarter = Duration.between(renewedAt, expiresAt).dividedBy(4);
    return now.isAfter(expiresAt.minus(quarter.compareTo(AHEAD) < 0 ? quarter : AHEAD));
  }
}
