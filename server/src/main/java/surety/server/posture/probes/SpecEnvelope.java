package surety.server.posture.probes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Sealed values as `envelope/SPEC.md` has them, and HKDF as RFC 5869 has it, with nothing of the
/// envelope's own code: a judge beside it.
final class SpecEnvelope {

  static final String KEK = "surety.envelope.v1.workspace-kek";
  static final String PURPOSE = "surety.envelope.v1.purpose";

  private static final byte[] NO_SALT = new byte[32];
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int WRAPPED_AT = 9;
  private static final int BODY_AT = 69;

  private SpecEnvelope() {}

  /// Where a value is sealed for; it goes to no host.
  record Place(UUID workspace, UUID row, String table, String column, String purpose) {

    private byte[] bytes() {
      return joined(
          uuid(workspace), uuid(row), field(table), field(column), field(purpose), new byte[1]);
    }
  }

  /// HKDF-SHA256: RFC 5869, section 2. An empty salt is as many zeros as a hash has.
  static byte[] hkdf(byte[] key, byte[] salt, byte[] info, int length) {
    byte[] extracted = hmac(salt.length == 0 ? NO_SALT : salt, key);
    byte[] expanded = {};
    byte[] block = {};
    for (int number = 1; expanded.length < length; number++) {
      block = hmac(extracted, joined(block, info, new byte[] {(byte) number}));
      expanded = joined(expanded, block);
    }
    return Arrays.copyOf(expanded, length);
  }

  /// Seals: SPEC.md, sections 2 to 4.
  ///
  /// @param kek wraps the data key
  static byte[] seal(byte[] value, byte[] rootId, byte[] kek, Place place, SecureRandom random) {
    byte[] dataKey = drawn(random, 32);
    byte[] wrapped = encrypted(kek, dataKey, data("data-key", rootId, place), random);
    byte[] body = encrypted(dataKey, value, data("value", new byte[0], place), random);
    return joined(new byte[] {1}, rootId, wrapped, body);
  }

  /// Opens.
  ///
  /// @throws GeneralSecurityException if the key is not the one that wrapped the data key
  static byte[] open(byte[] sealed, byte[] rootId, byte[] kek, Place place)
      throws GeneralSecurityException {
    byte[] wrapped = Arrays.copyOfRange(sealed, WRAPPED_AT, BODY_AT);
    byte[] body = Arrays.copyOfRange(sealed, BODY_AT, sealed.length);
    byte[] dataKey = decrypted(kek, wrapped, data("data-key", rootId, place));
    return decrypted(dataKey, body, data("value", new byte[0], place));
  }

  /// The bytes of a label and what follows it.
  static byte[] info(String label, byte[]... more) {
    return joined(field(label), joined(more));
  }

  static byte[] field(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return joined(new byte[] {(byte) (bytes.length >>> 8), (byte) bytes.length}, bytes);
  }

  static byte[] uuid(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] data(String of, byte[] rootId, Place place) {
    return joined(field("surety.envelope.v1." + of), new byte[] {1}, rootId, place.bytes());
  }

  private static byte[] encrypted(byte[] key, byte[] value, byte[] data, SecureRandom random) {
    byte[] nonce = drawn(random, NONCE);
    try {
      return joined(nonce, cipher(Cipher.ENCRYPT_MODE, key, nonce, data).doFinal(value));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static byte[] decrypted(byte[] key, byte[] encrypted, byte[] data)
      throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOf(encrypted, NONCE);
    return cipher(Cipher.DECRYPT_MODE, key, nonce, data)
        .doFinal(encrypted, NONCE, encrypted.length - NONCE);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] data)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(data);
    return cipher;
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }

  private static byte[] drawn(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
