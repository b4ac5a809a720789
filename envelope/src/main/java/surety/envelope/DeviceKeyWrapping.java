package surety.envelope;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Wraps root keys with an AES key that a device keeps, by AES-256-GCM in the device: SPEC.md
/// section 6.
public final class DeviceKeyWrapping implements RootKeyWrapping {
  private static final String FORM = "aes-gcm:v1:";
  private static final String LABEL = "surety.envelope.v1.root-key";

  private final Key key;
  private final Provider provider;
  private final String origin;
  private final SecureRandom random;

  DeviceKeyWrapping(Key key, Provider provider, String origin, SecureRandom random) {
    this.key = key;
    this.provider = provider;
    this.origin = origin;
    this.random = random;
  }

  /// Finds a key in a device that speaks PKCS#11.
  ///
  /// @param library the maker's library
  /// @param slot the slot's number; the first one with a token if empty
  /// @param label names an AES key that the device does not give away
  /// @param pin the user PIN; wiped
  /// @param random draws nonces
  /// @throws RootKeyRefused if the device cannot be used, has no such key or gives it away
  public static DeviceKeyWrapping pkcs11(
      Path library, Optional<Long> slot, String label, char[] pin, SecureRandom random) {
    String origin = "key " + label + " of the device behind " + library;
    try {
      Provider device = provider(library, slot);
      KeyStore store = KeyStore.getInstance("PKCS11", device);
      store.load(null, pin);
      return new DeviceKeyWrapping(
          requireSafe(store.getKey(label, null), origin), device, origin, random);
    } catch (GeneralSecurityException
        | IOException
        | ProviderException
        | InvalidParameterException e) {
      throw new RootKeyRefused("the " + origin + " cannot be used: " + reason(e));
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  @Override
  public String wrap(RootKeyId id, byte[] rootKey) {
    byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, id, nonce, rootKey);
    byte[] wrapped = new Encoding().fixed(nonce).fixed(encrypted).toBytes();
    return FORM + Base64.getEncoder().encodeToString(wrapped);
  }

  @Override
  public byte[] unwrap(RootKeyId id, String wrapped) {
    byte[] bytes = bytes(wrapped);
    return crypt(
        Cipher.DECRYPT_MODE,
        id,
        Arrays.copyOf(bytes, AesGcm.NONCE_BYTES),
        Arrays.copyOfRange(bytes, AesGcm.NONCE_BYTES, bytes.length));
  }

  @Override
  public String origin() {
    return origin;
  }

  private byte[] bytes(String wrapped) {
    try {
      byte[] bytes =
          Base64.getDecoder()
              .decode(wrapped.startsWith(FORM) ? wrapped.substring(FORM.length()) : "");
      if (bytes.length == AesGcm.OVERHEAD + RootKey.BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new RootKeyRefused("a wrapped root key is not base64");
    }
    throw new RootKeyRefused("a wrapped root key is not of the form that the device makes");
  }

  private byte[] crypt(int mode, RootKeyId id, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(mode, key, new GCMParameterSpec(AesGcm.TAG_BYTES * 8, nonce));
      cipher.updateAAD(Encoding.labelled(LABEL).tag(Sealed.VERSION).fixed(id.bytes()).toBytes());
      return cipher.doFinal(input);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new RootKeyRefused("the " + origin + " did not take root key " + id + ": " + reason(e));
    }
  }

  private static Provider provider(Path library, Optional<Long> slot) {
    Provider pkcs11 = Security.getProvider("SunPKCS11");
    if (pkcs11 == null) {
      throw new RootKeyRefused("this JDK has no provider for PKCS#11 (module jdk.crypto.cryptoki)");
    }
    String where = slot.map(number -> "slot = " + number).orElse("slotListIndex = 0");
    return pkcs11.configure("--name = surety\nlibrary = " + library + "\n" + where + "\n");
  }

  private static Key requireSafe(@Nullable Key found, String origin) {
    if (found == null || !found.getAlgorithm().equals("AES")) {
      throw new RootKeyRefused("there is no AES " + origin);
    }
    if (found.getEncoded() != null) {
      throw new RootKeyRefused(
          "the " + origin + " can be taken out of it (expected: not extractable)");
    }
    return found;
  }

  // The provider tells the device's error in a cause, such as CKR_PIN_INCORRECT.
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getClass().getSimpleName()
        + (last.getMessage() == null ? "" : " " + last.getMessage());
  }
}
