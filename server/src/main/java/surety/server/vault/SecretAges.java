package surety.server.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// When a secret is to be replaced by a new one: what the operator set, a year if nothing.
@Component
public class SecretAges {
  private final Clock clock;
  private final Duration rootKey;
  private final Duration credential;

  SecretAges(RootKeySettings settings, Clock clock) {
    this.clock = clock;
    this.rootKey = Duration.ofDays(settings.days());
    this.credential = Duration.ofDays(settings.credentialDays());
  }

  /// When a credential is due. Empty for what replaces itself, and for what must not change because
  /// pseudonyms follow from it.
  ///
  /// @param since when it was stored or last replaced
  public Optional<Instant> due(CredentialKind kind, Instant since) {
    return switch (kind) {
      case API_TOKEN, OAUTH_CLIENT_SECRET, WEBHOOK_SECRET -> Optional.of(since.plus(credential));
      case OAUTH_ACCESS_TOKEN, OAUTH_REFRESH_TOKEN, PSEUDONYM_KEY -> Optional.empty();
    };
  }

  /// How old a credential is as of now.
  public CredentialAge of(CredentialSummary credential) {
    Instant now = clock.instant();
    Instant since = credential.rotatedAt().orElse(credential.createdAt());
    Optional<Instant> due = due(credential.kind(), since);
    return new CredentialAge(
        Duration.between(since, now).toDays(),
        due.orElse(null),
        due.filter(now::isAfter).isPresent());
  }

  Instant rootKeyDue(Instant since) {
    return since.plus(rootKey);
  }
}
