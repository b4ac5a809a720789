package surety.envelope;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import surety.twin.Fault;
import surety.twin.FaultSwitch;

/// The envelope with one property missing. What was sealed before stays readable, so that nothing
/// is left behind when the fault ends.
final class EnvelopeFaults {

  private static final byte[] ONE_KEY = new byte[AesGcm.KEY_BYTES];
  private static final Set<RootKey> SEEN = new CopyOnWriteArraySet<>();

  static {
    Arrays.fill(ONE_KEY, (byte) 7);
  }

  private EnvelopeFaults() {}

  /// Decrypts as GCM does, and looks neither at the tag nor at the place.
  @Fault(
      id = "tag-unchecked",
      control = "envelope-sealing",
      targetName = "surety.envelope.AesGcm",
      method = "decrypt")
  static SecretBytes unchecked(SecretBytes key, byte[] encrypted, byte[] associated) {
    byte[] counter = Arrays.copyOf(encrypted, 16);
    Arrays.fill(counter, AesGcm.NONCE_BYTES, 16, (byte) 0);
    counter[15] = 2;
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      var spec = key.expose(bytes -> new SecretKeySpec(bytes, "AES"));
      cipher.init(Cipher.DECRYPT_MODE, spec, new IvParameterSpec(counter));
      return SecretBytes.taking(
          cipher.doFinal(encrypted, AesGcm.NONCE_BYTES, encrypted.length - AesGcm.OVERHEAD));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no counter mode", e);
    }
  }

  /// One data key for everything.
  @Fault(
      id = "one-data-key",
      control = "data-key-per-row",
      target = Envelope.class,
      method = "newDataKey")
  static SecretBytes oneDataKey(Envelope self) {
    return SecretBytes.copyOf(ONE_KEY);
  }

  /// Falls back to every root key that was ever in this process.
  @Fault(id = "any-root-key", control = "key-wrap", target = Envelope.class, method = "unwrap")
  static SecretBytes anyRootKey(
      Envelope self, Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    SEEN.add(self.keys().current());
    SEEN.addAll(self.keys().former());
    for (RootKey root : Stream.concat(Stream.of(self.keys().current()), SEEN.stream()).toList()) {
      try (SecretBytes kek = root.workspaceKek(context.workspace(), salt)) {
        return AesGcm.decrypt(kek, sealed.wrapped(), place(root, context));
      } catch (NotAuthentic e) {
        continue; // the next key
      }
    }
    throw new NotAuthentic();
  }

  /// Takes the root key itself where no key derived from it fits.
  @Fault(
      id = "underived-key-accepted",
      control = "key-derivation",
      target = Envelope.class,
      method = "unwrap")
  static SecretBytes underived(
      Envelope self, Sealed sealed, SealContext context, WorkspaceKeySalt salt) {
    try {
      return FaultSwitch.callOriginal(() -> self.unwrap(sealed, context, salt));
    } catch (NotAuthentic e) {
      RootKey root = self.keys().require(sealed.keyId());
      try (SecretBytes key = SecretBytes.taking(Base64.getDecoder().decode(root.toBase64()))) {
        return AesGcm.decrypt(key, sealed.wrapped(), place(root, context));
      }
    }
  }

  // As Envelope says it.
  private static byte[] place(RootKey root, SealContext context) {
    Encoding out =
        Encoding.labelled("surety.envelope.v1.data-key")
            .tag(Sealed.VERSION)
            .fixed(root.id().bytes());
    context.encodeTo(out);
    return out.toBytes();
  }
}
