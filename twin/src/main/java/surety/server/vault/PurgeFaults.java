package surety.server.vault;

import java.util.Optional;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// A vault that keeps what it was told to delete.
final class PurgeFaults {

  private PurgeFaults() {}

  /// Deletes every credential but refresh tokens.
  @Fault(
      id = "refresh-token-left",
      control = "consent-end",
      targetName = "surety.server.vault.Credentials",
      method = "delete")
  static boolean allButRefreshTokens(Credentials self, CredentialRef ref) {
    Optional<CredentialSummary> found = self.summary(ref);
    return found.filter(it -> it.kind() == CredentialKind.OAUTH_REFRESH_TOKEN).isPresent()
        || FaultSwitch.callOriginal(() -> self.delete(ref));
  }
}
