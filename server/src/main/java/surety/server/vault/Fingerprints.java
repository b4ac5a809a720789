package surety.server.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import surety.envelope.RootKey;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.server.workspace.WorkspaceId;

/// Short names of secrets, by which a member recognises one.
///
/// A plain hash would let whoever reads the database test guesses; this one is keyed by the root
/// key and the workspace's salt, and cut to 48 bits.
final class Fingerprints {
  private static final HexFormat HEX = HexFormat.of();
  private static final int KEY_BYTES = 32;

  private Fingerprints() {}

  /// @return three groups of four hexadecimal digits
  static String of(SecretBytes secret, RootKey root, WorkspaceId workspace, WorkspaceKeySalt salt) {
    try (SecretBytes key =
        root.derive("credential-fingerprint", info(workspace.value(), salt), KEY_BYTES)) {
      byte[] mac = key.expose(keyBytes -> secret.expose(bytes -> hmac(keyBytes, bytes)));
      return HEX.formatHex(mac, 0, 2)
          + "-"
          + HEX.formatHex(mac, 2, 4)
          + "-"
          + HEX.formatHex(mac, 4, 6);
    }
  }

  private static byte[] info(UUID workspace, WorkspaceKeySalt salt) {
    return ByteBuffer.allocate(16 + WorkspaceKeySalt.BYTES)
        .putLong(workspace.getMostSignificantBits())
        .putLong(workspace.getLeastSignificantBits())
        .put(salt.bytes())
        .array();
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no HmacSHA256", e);
    }
  }
}
