package surety.server.connect.oauth;

import java.net.URI;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// A way to the consent that asks for too much, and a way back that is anybody's.
final class StateFaults {

  private static final int HASH_BYTES = 32;

  private StateFaults() {}

  /// Takes every secret for the one that was drawn.
  @Fault(
      id = "state-unchecked",
      control = "consent-state",
      target = ConsentState.class,
      method = "hash")
  static byte[] anySecret(ConsentState self) {
    return new byte[HASH_BYTES];
  }

  /// Takes every session for the one that began.
  @Fault(
      id = "state-of-any-session",
      control = "consent-browser",
      target = ConsentState.class,
      method = "hashOf")
  static byte[] anySession(String session) {
    return new byte[HASH_BYTES];
  }

  /// Asks for a scope that nobody is shown.
  @Fault(
      id = "scope-slipped-in",
      control = "consent-scopes",
      target = AuthorizationServer.class,
      method = "consent")
  static URI oneMore(AuthorizationServer self, ConsentState state, String verifier) {
    URI place = FaultSwitch.callOriginal(() -> self.consent(state, verifier));
    return URI.create(place.toString().replaceFirst("scope=", "scope=projects.write+"));
  }
}
