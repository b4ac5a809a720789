package surety.envelope;

import java.security.GeneralSecurityException;
import java.security.Provider;
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

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  // The JDK's own choice. Making it once is worth while: it takes longer than to encrypt.
  private static final Provider PROVIDER = provider();

  private AesGcm() {}

  /// For operations one after another, in one thread. It keeps the schedule of its latest key.
  static Cipher cipher() {
    try {
      return Cipher.getInstance(TRANSFORMATION, PROVIDER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no AES-GCM", e);
    }
  }

  static byte[] encrypt(SecretBytes key, byte[] plain, byte[] associated, SecureRandom random) {
    return encryptWith(cipher(), key, plain, associated, random);
  }

  static byte[] encryptWith(
      Cipher cipher, SecretBytes key, byte[] plain, byte[] associated, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] out = new byte[OVERHEAD + plain.length];
    System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
    try {
      begin(cipher, Cipher.ENCRYPT_MODE, key, nonce, associated);
      cipher.doFinal(plain, 0, plain.length, out, NONCE_BYTES);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not encrypt", e);
    }
  }

  /// @throws NotAuthentic if key, bytes or associated data are not those of the encryption
  static SecretBytes decrypt(SecretBytes key, byte[] encrypted, byte[] associated) {
    return decryptWith(cipher(), key, encrypted, associated);
  }

  /// @throws NotAuthentic if key, bytes or associated data are not those of the encryption
  static SecretBytes decryptWith(
      Cipher cipher, SecretBytes key, byte[] encrypted, byte[] associated) {
    try {
      begin(cipher, Cipher.DECRYPT_MODE, key, encrypted, associated);
      return SecretBytes.taking(
          cipher.doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES));
    } catch (AEADBadTagException e) {
      throw new NotAuthentic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not decrypt", e);
    }
  }

  /// @param nonce its first 12 bytes are the nonce
  private static void begin(
      Cipher cipher, int mode, SecretBytes key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    if (key.length() != KEY_BYTES) {
      throw new IllegalArgumentException("key length: " + key.length() + " (expected: 32)");
    }
    var keySpec = key.expose(bytes -> new SecretKeySpec(bytes, "AES"));
    cipher.init(mode, keySpec, new GCMParameterSpec(TAG_BYTES * 8, nonce, 0, NONCE_BYTES));
    cipher.updateAAD(associated);
  }

  private static Provider provider() {
    try {
      Cipher chosen = Cipher.getInstance(TRANSFORMATION);
      chosen.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(new byte[KEY_BYTES], "AES"),
          new GCMParameterSpec(TAG_BYTES * 8, new byte[NONCE_BYTES]));
      return chosen.getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no AES-GCM", e);
    }
  }
}
