package surety.server.ai.names;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;
import surety.pseudonym.EntityKind;
import surety.pseudonym.TokenKey;

/// What follows from a workspace's own secret: the key of its stable pseudonyms, and the sealing of
/// the names that its owner added. The secret lies in the vault, which moves it to a new root key
/// when that is rotated; what is sealed under it need not move.
final class PseudonymKey {

  static final int BYTES = RootKey.BYTES;

  private static final String TABLE = "ai.known_name";
  private static final String COLUMN = "sealed";

  private final RootKey root;
  private final Envelope envelope;
  private final UUID workspace;

  PseudonymKey(byte[] secret, UUID workspace, SecureRandom random) {
    this.root = RootKey.of(secret);
    this.envelope = new Envelope(new KeyRing(root), random);
    this.workspace = workspace;
  }

  /// The key that stable pseudonyms depend on.
  TokenKey tokens() {
    try (SecretBytes key = derived("stable-pseudonyms")) {
      return key.expose(TokenKey::of);
    }
  }

  Sealed seal(UUID row, EntityKind kind, String name) {
    try (SecretBytes text = SecretBytes.ofText(name)) {
      return envelope.seal(text, context(row, kind), salt());
    }
  }

  /// @throws surety.envelope.NotAuthentic if the row was altered
  String open(UUID row, EntityKind kind, byte[] sealed) {
    try (SecretBytes text = envelope.open(Sealed.of(sealed), context(row, kind), salt())) {
      return text.exposeText(name -> name);
    }
  }

  private SealContext context(UUID row, EntityKind kind) {
    return new SealContext(
        workspace, TABLE, row, COLUMN, kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  private WorkspaceKeySalt salt() {
    try (SecretBytes salt = derived("known-names")) {
      return salt.expose(WorkspaceKeySalt::of);
    }
  }

  private SecretBytes derived(String purpose) {
    byte[] info =
        ByteBuffer.allocate(16)
            .putLong(workspace.getMostSignificantBits())
            .putLong(workspace.getLeastSignificantBits())
            .array();
    return root.derive(purpose, info, BYTES);
  }

  @Override
  public String toString() {
    return "PseudonymKey[...]";
  }
}
