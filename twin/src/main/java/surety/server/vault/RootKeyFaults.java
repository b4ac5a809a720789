package surety.server.vault;

import java.security.SecureRandom;
import java.util.List;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.twin.Fault;

/// The start of the server without the check that the right root key is there.
final class RootKeyFaults {

  private RootKeyFaults() {}

  /// Draws a new key beside credentials that need the lost one.
  @Fault(
      id = "start-without-root-key",
      control = "root-key-place",
      targetName = "surety.server.vault.RootKeyStart",
      method = "keys")
  static KeyRing keys(RootKeyStart self, List<RootKeyStart.InUse> inUse) {
    return new KeyRing(RootKey.generate(new SecureRandom()));
  }
}
