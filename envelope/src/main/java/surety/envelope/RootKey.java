package surety.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The key that all other keys are derived from: 32 random bytes, kept outside the database.
///
/// It never encrypts anything itself. Lives as long as the process; its bytes are never printed.
public final class RootKey {
  /// Length of a root key in bytes.
  public static final int BYTES = 32;

  private static final String ID_LABEL = "surety.envelope.v1.root-key-id";
  private static final String KEK_LABEL = "surety.envelope.v1.workspace-kek";
  private static final String PURPOSE_LABEL = "surety.envelope.v1.purpose";
  private static final byte[] NO_SALT = {};
  private static final int MAX_DERIVED_BYTES = 64;
  private static final int MIN_DERIVED_BYTES = 16;

  private final byte[] bytes;
  private final RootKeyId id;

  private RootKey(byte[] bytes) {
    this.bytes = bytes;
    this.id =
        RootKeyId.of(
            Hkdf.derive(bytes, NO_SALT, Encoding.labelled(ID_LABEL).toBytes(), RootKeyId.BYTES));
  }

  /// Copies the bytes; the caller keeps, and should wipe, its own.
  ///
  /// @throws RootKeyRefused if there are not 32 bytes, if they follow a pattern (all equal,
  ///     counting up or down) or if all are printable text: such a key was typed, not drawn
  public static RootKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new RootKeyRefused("root key length: " + bytes.length + " (expected: " + BYTES + ")");
    }
    if (isPattern(bytes)) {
      throw new RootKeyRefused("the root key follows a pattern (expected: 32 random bytes)");
    }
    if (isText(bytes)) {
      throw new RootKeyRefused("the root key is text (expected: 32 random bytes in base64)");
    }
    return new RootKey(bytes.clone());
  }

  /// Reads a root key from base64 (RFC 4648 section 4); white space around it is ignored.
  ///
  /// @throws RootKeyRefused if the text is not base64, or for the reasons of [#of]
  public static RootKey parse(String base64) {
    byte[] decoded = decode(base64.strip());
    try {
      return of(decoded);
    } finally {
      Arrays.fill(decoded, (byte) 0);
    }
  }

  /// Draws a new root key.
  public static RootKey generate(SecureRandom random) {
    byte[] drawn = new byte[BYTES];
    random.nextBytes(drawn);
    try {
      return of(drawn);
    } finally {
      Arrays.fill(drawn, (byte) 0);
    }
  }

  /// The name of this key, which every value sealed under it carries.
  public RootKeyId id() {
    return id;
  }

  /// Derives a key for something other than sealing, for instance a key that signs.
  ///
  /// Different purposes, and different infos of one purpose, give independent keys, and none of
  /// them is ever a workspace's key. The answer is the same on every call.
  ///
  /// @param purpose 1 to 65535 bytes of UTF-8
  /// @param info what distinguishes keys of one purpose, may be empty
  /// @param length in bytes, 16 to 64
  public SecretBytes derive(String purpose, byte[] info, int length) {
    if (purpose.isEmpty()) {
      throw new IllegalArgumentException("purpose: empty (expected: a name)");
    }
    if (length < MIN_DERIVED_BYTES || length > MAX_DERIVED_BYTES) {
      throw new IllegalArgumentException("length: " + length + " (expected: 16 to 64)");
    }
    byte[] named = Encoding.labelled(PURPOSE_LABEL).text(purpose).bytes(info).toBytes();
    return SecretBytes.taking(Hkdf.derive(bytes, NO_SALT, named, length));
  }

  /// The key that wraps the data keys of one workspace.
  SecretBytes workspaceKek(UUID workspace, WorkspaceKeySalt salt) {
    byte[] info = Encoding.labelled(KEK_LABEL).uuid(workspace).toBytes();
    return SecretBytes.taking(Hkdf.derive(bytes, salt.bytes(), info, AesGcm.KEY_BYTES));
  }

  /// Whether this key stands somewhere in these bytes: as it is, in hexadecimal digits of either
  /// case, or in base64 of either alphabet wherever it begins. For searches of places where no key
  /// may be.
  public boolean appearsIn(byte[] haystack) {
    return KeyForms.of(bytes).anyIn(haystack);
  }

  String toBase64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  String wrappedBy(RootKeyWrapping wrapping) {
    byte[] copy = bytes.clone();
    try {
      return wrapping.wrap(id, copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /// Keys are equal when their ids are: the id is derived from the key.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RootKey key && key.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "RootKey[" + id + "]";
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause is dropped: its message quotes a character of the key.
      throw new RootKeyRefused("the root key is not base64");
    }
  }

  private static boolean isPattern(byte[] bytes) {
    int step = bytes[1] - bytes[0];
    for (int i = 2; i < bytes.length; i++) {
      if ((byte) (bytes[i] - bytes[i - 1]) != (byte) step) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' || b == 0x7F) {
        return false;
      }
    }
    return true;
  }
}
