package surety.envelope;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;

/// Moves the data keys of one workspace's values to the root key that was current when it began.
///
/// The workspace's key under each root key is derived once and kept until this is closed, instead
/// of once for each value. For one thread.
public final class Rewrapping implements AutoCloseable {
  private final KeyRing keys;
  private final UUID workspace;
  private final WorkspaceKeySalt salt;
  private final SecureRandom random;
  private final Cipher cipher = AesGcm.cipher();
  private final Map<RootKeyId, SecretBytes> workspaceKeys = new HashMap<>();

  Rewrapping(KeyRing keys, UUID workspace, WorkspaceKeySalt salt, SecureRandom random) {
    this.keys = keys;
    this.workspace = workspace;
    this.salt = salt;
    this.random = random;
  }

  /// Moves one value: [Envelope#rewrap].
  ///
  /// @throws IllegalArgumentException if the context is of another workspace
  /// @throws NotAuthentic if the data key was altered, or belongs to another context or workspace
  ///     key
  /// @throws KeyUnavailable if its root key is not registered
  public Sealed rewrap(Sealed sealed, SealContext context) {
    if (!context.workspace().equals(workspace)) {
      throw new IllegalArgumentException("the context is of another workspace");
    }
    RootKey next = keys.current();
    RootKey former = keys.require(sealed.keyId());
    return former.equals(next) ? sealed : moved(sealed, context, former, next);
  }

  private Sealed moved(Sealed sealed, SealContext context, RootKey former, RootKey next) {
    byte[] before = Envelope.dataKeyData(former.id(), context);
    byte[] after = Envelope.dataKeyData(next.id(), context);
    SecretBytes from = workspaceKey(former);
    SecretBytes to = workspaceKey(next);
    try (SecretBytes dataKey = AesGcm.decryptWith(cipher, from, sealed.wrapped(), before)) {
      return sealed.rewrapped(
          next.id(), dataKey.expose(plain -> AesGcm.encryptWith(cipher, to, plain, after, random)));
    }
  }

  /// Wipes the keys that were derived.
  @Override
  public void close() {
    workspaceKeys.values().forEach(SecretBytes::close);
  }

  private SecretBytes workspaceKey(RootKey root) {
    return workspaceKeys.computeIfAbsent(root.id(), _ -> root.workspaceKek(workspace, salt));
  }
}
