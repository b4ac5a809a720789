package surety.envelope;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Supplier;

/// Seals values, opens them in the place that they were sealed for, and moves them to a new root
/// key without touching the ciphertext. Safe for use by several threads.
public final class Envelope {
  /// The longest value that can be sealed, in bytes.
  public static final int MAX_VALUE_BYTES = Sealed.MAX_VALUE_BYTES;

  private static final String VALUE_LABEL = "surety.envelope.v1.value";
  private static final String DATA_KEY_LABEL = "surety.envelope.v1.data-key";
  private static final String DATA_KEY_ID_LABEL = "surety.envelope.v1.data-key-id";
  private static final int DATA_KEY_ID_BYTES = 16;
  private static final byte[] NO_SALT = {};

  private final Supplier<KeyRing> keys;
  private final SecureRandom random;

  /// @param random draws data keys and nonces
  public Envelope(KeyRing keys, SecureRandom random) {
    this(() -> keys, random);
  }

  /// @param keys asked once for each operation, so that a change of keys takes effect at once
  /// @param random draws data keys and nonces
  public Envelope(Supplier<KeyRing> keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /// The root keys that this envelope seals and opens with now.
  public KeyRing keys() {
    return keys.get();
  }

  /// Seals a value for one place, under a new data key and the current root key. The value stays
  /// open: the caller closes it.
  ///
  /// @param salt of the workspace that the context names
  /// @throws IllegalArgumentException if the value is longer than [#MAX_VALUE_BYTES]
  public Sealed seal(SecretBytes value, SealContext context, WorkspaceKeySalt salt) {
    if (value.length() > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value length: " + value.length() + " (at most: " + MAX_VALUE_BYTES + ")");
    }
    try (SecretBytes dataKey = newDataKey()) {
      // Random 96-bit nonces are safe here because each data key seals one value. Do not reuse the
      // data key: a repeated nonce under one key gives up the authentication key (NIST SP 800-38D,
      // section 8). A workspace's KEK wraps many data keys under random nonces; its limit of 2^32
      // wraps (same section) is beyond any workspace.
      RootKey root = keys().current();
      byte[] wrapped = wrap(dataKey, root, context, salt);
      byte[] body =
          value.expose(plain -> AesGcm.encrypt(dataKey, plain, valueData(context), random));
      return Sealed.of(root.id(), wrapped, body);
    }
  }

  /// Opens a sealed value. The caller closes the answer as soon as it was used.
  ///
  /// @throws NotAuthentic if the value was altered, or belongs to another context or workspace key
  /// @throws KeyUnavailable if its root key is not registered; nothing was changed
  public SecretBytes open(Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    try (SecretBytes dataKey = unwrap(sealed, context, salt)) {
      return AesGcm.decrypt(dataKey, sealed.body(), valueData(context));
    }
  }

  /// Wraps the data key of a sealed value under the current root key. The ciphertext is copied as
  /// it is; a value that is under the current key already is returned as it is.
  ///
  /// The value itself is not decrypted, so what was altered in the ciphertext is not noticed here:
  /// it was not authentic before and is not authentic afterwards.
  ///
  /// @throws NotAuthentic if the data key was altered, or belongs to another context or workspace
  ///     key
  /// @throws KeyUnavailable if its root key is not registered; nothing was changed
  public Sealed rewrap(Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    try (Rewrapping one = rewrapping(context.workspace(), salt)) {
      return one.rewrap(sealed, context);
    }
  }

  /// Begins to move many values of one workspace, at less cost than one by one: [#rewrap].
  public Rewrapping rewrapping(UUID workspace, WorkspaceKeySalt salt) {
    return new Rewrapping(keys(), workspace, salt, random);
  }

  /// Names the data key of a sealed value: 32 hexadecimal digits that are the same for the same
  /// data key, however it is wrapped, and tell nothing about it. For checks that no two values
  /// share one.
  ///
  /// @throws NotAuthentic if the data key was altered, or belongs to another context or workspace
  ///     key
  /// @throws KeyUnavailable if its root key is not registered
  public String dataKeyId(Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    byte[] info = Encoding.labelled(DATA_KEY_ID_LABEL).toBytes();
    try (SecretBytes dataKey = unwrap(sealed, context, salt)) {
      return dataKey.expose(
          key -> HexFormat.of().formatHex(Hkdf.derive(key, NO_SALT, info, DATA_KEY_ID_BYTES)));
    }
  }

  // Visible to the tests, which compare data keys.
  SecretBytes unwrap(Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    RootKey root = keys().require(sealed.keyId());
    try (SecretBytes kek = root.workspaceKek(context.workspace(), salt)) {
      return AesGcm.decrypt(kek, sealed.wrapped(), dataKeyData(root.id(), context));
    }
  }

  private byte[] wrap(
      SecretBytes dataKey, RootKey root, SealContext context, WorkspaceKeySalt salt) {
    byte[] associated = dataKeyData(root.id(), context);
    try (SecretBytes kek = root.workspaceKek(context.workspace(), salt)) {
      return dataKey.expose(plain -> AesGcm.encrypt(kek, plain, associated, random));
    }
  }

  private SecretBytes newDataKey() {
    byte[] drawn = new byte[AesGcm.KEY_BYTES];
    random.nextBytes(drawn);
    return SecretBytes.taking(drawn);
  }

  // Without the key id, because a rewrap changes it and must leave the ciphertext as it is.
  private static byte[] valueData(SealContext context) {
    Encoding out = Encoding.labelled(VALUE_LABEL).tag(Sealed.VERSION);
    context.encodeTo(out);
    return out.toBytes();
  }

  static byte[] dataKeyData(RootKeyId keyId, SealContext context) {
    Encoding out = Encoding.labelled(DATA_KEY_LABEL).tag(Sealed.VERSION).fixed(keyId.bytes());
    context.encodeTo(out);
    return out.toBytes();
  }
}
