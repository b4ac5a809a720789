package surety.envelope;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256 in Galois/Counter Mode with a random nonce: `nonce(12) || ciphertext || tag(16)`.
final class AesGcm {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;
  static final int OVERHEAD = NONCE_BYTES + TAG_BYTES;

  private AesGcm() {}

  static byte[] encrypt(SecretBytes key, byte[] plain, byte[] associated, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] out = new byte[OVERHEAD + plain.length];
    System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
    try {
      cipher(Cipher.ENCRYPT_MODE, key, nonce, associated)
          .doFinal(plain, 0, plain.length, out, NONCE_BYTES);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not encrypt", e);
    }
  }

  /// @throws NotAuthentic if key, bytes or associated data are not those of the encryption
  static SecretBytes decrypt(SecretBytes key, byte[] encrypted, byte[] associated) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, encrypted, associated);
      return SecretBytes.taking(
          cipher.doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      throw new NotAuthentic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not decrypt", e);
    }
  }

  /// @param nonce its first 12 bytes are the nonce
  private static Cipher cipher(int mode, SecretBytes key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    if (key.length() != KEY_BYTES) {
      throw new IllegalArgumentException("key length: " + key.length() + " (expected: 32)");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var keySpec = key.expose(bytes -> new SecretKeySpec(bytes, "AES"));
    cipher.init(mode, keySpec, new GCMParameterSpec(TAG_BYTES * 8, nonce, 0, NONCE_BYTES));
    cipher.updateAAD(associated);
    return cipher;
  }
}
