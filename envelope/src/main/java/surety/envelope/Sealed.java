package surety.envelope;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value that only its [SealContext] and its workspace's key open.
///
/// Layout: `version(1) || root key id(8) || wrap nonce(12) || wrapped DEK(32) || wrap tag(16) ||
/// nonce(12) || ciphertext || tag(16)`, SPEC.md section 2. It may be stored, copied and shown.
public final class Sealed {
  static final int VERSION = 1;
  static final int MAX_VALUE_BYTES = 1 << 20;

  private static final int KEY_ID_AT = 1;
  private static final int WRAPPED_AT = KEY_ID_AT + RootKeyId.BYTES;
  private static final int BODY_AT = WRAPPED_AT + AesGcm.OVERHEAD + AesGcm.KEY_BYTES;
  private static final int MIN_BYTES = BODY_AT + AesGcm.OVERHEAD;

  private final byte[] bytes;

  private Sealed(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies stored bytes. That they have the layout does not yet mean that they are authentic.
  ///
  /// @throws NotAuthentic if they are too short, too long or of an unknown version
  public static Sealed of(byte[] stored) {
    if (stored.length < MIN_BYTES
        || stored.length > MIN_BYTES + MAX_VALUE_BYTES
        || stored[0] != VERSION) {
      throw new NotAuthentic();
    }
    return new Sealed(stored.clone());
  }

  static Sealed of(RootKeyId keyId, byte[] wrapped, byte[] body) {
    byte[] bytes = new byte[BODY_AT + body.length];
    System.arraycopy(body, 0, bytes, BODY_AT, body.length);
    return new Sealed(bytes).begun(keyId, wrapped);
  }

  /// The same value with its data key wrapped by another key.
  Sealed rewrapped(RootKeyId keyId, byte[] wrapped) {
    return new Sealed(bytes.clone()).begun(keyId, wrapped);
  }

  private Sealed begun(RootKeyId keyId, byte[] wrapped) {
    bytes[0] = VERSION;
    System.arraycopy(keyId.bytes(), 0, bytes, KEY_ID_AT, RootKeyId.BYTES);
    System.arraycopy(wrapped, 0, bytes, WRAPPED_AT, BODY_AT - WRAPPED_AT);
    return this;
  }

  /// The root key that this value needs.
  public RootKeyId keyId() {
    return RootKeyId.of(Arrays.copyOfRange(bytes, KEY_ID_AT, WRAPPED_AT));
  }

  /// A copy of the bytes, to be stored.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The data key under the workspace's key, with nonce and tag.
  byte[] wrapped() {
    return Arrays.copyOfRange(bytes, WRAPPED_AT, BODY_AT);
  }

  /// The value under the data key, with nonce and tag.
  byte[] body() {
    return Arrays.copyOfRange(bytes, BODY_AT, bytes.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sealed sealed && Arrays.equals(sealed.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Sealed[" + bytes.length + " bytes, root key " + keyId() + "]";
  }
}
