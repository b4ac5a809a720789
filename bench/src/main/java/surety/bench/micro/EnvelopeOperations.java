package surety.bench.micro;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import surety.envelope.Envelope;
import surety.envelope.KeyRing;
import surety.envelope.Rewrapping;
import surety.envelope.RootKey;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;

/// Sealing, opening and rewrapping a credential of 200 bytes in an envelope, against the AES-GCM
/// operations of the JDK that it consists of and nothing else: to seal, a data key is drawn and
/// wrapped, and the value is encrypted under it; to open, the data key is unwrapped and the value
/// decrypted. Each with a nonce of its own, the associated data at hand, the wrapping key at hand
/// and the data key made of its bytes.
///
/// An envelope also derives the workspace's key, writes the place that a value is bound to, keeps
/// secrets in arrays that it wipes, and checks the form.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeOperations {

  private static final int VALUE_BYTES = 200;
  private static final int ASSOCIATED_BYTES = 120;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final byte[] value = bytes(VALUE_BYTES);
  private final byte[] associated = bytes(ASSOCIATED_BYTES);

  private final KeyRing former = new KeyRing(RootKey.generate(random));
  private final Envelope envelope = new Envelope(former, random);
  private final Envelope rotated = new Envelope(former.rotatedTo(RootKey.generate(random)), random);
  private final WorkspaceKeySalt salt = WorkspaceKeySalt.generate(random);
  private final SealContext context =
      new SealContext(
              UUID.randomUUID(), "connect.connection", UUID.randomUUID(), "credential", "read")
          .boundTo("api.example.com");
  private final Sealed sealed = sealed();

  private final Rewrapping rewrapping = rotated.rewrapping(context.workspace(), salt);

  private final SecretKeySpec key = aes(bytes(KEY_BYTES));
  private final byte[] bareDataKey = bytes(KEY_BYTES);
  private final byte[] nonce = bytes(NONCE_BYTES);
  private final byte[] wrappedKey = encrypted(key, bareDataKey);
  private final byte[] encrypted = encrypted(aes(bareDataKey), value);

  /// One value sealed.
  @Benchmark
  public Sealed seal() {
    return sealed();
  }

  /// One value opened.
  @Benchmark
  public int open() {
    try (SecretBytes opened = envelope.open(sealed, context, salt)) {
      return opened.length();
    }
  }

  /// One value of many moved to another root key.
  @Benchmark
  public Sealed rewrap() {
    return rewrapping.rewrap(sealed, context);
  }

  /// The operations that sealing consists of.
  @Benchmark
  public byte[][] bareSeal() throws GeneralSecurityException {
    byte[] dataKey = bytes(KEY_BYTES);
    return new byte[][] {
      cipher(Cipher.ENCRYPT_MODE, key, bytes(NONCE_BYTES)).doFinal(dataKey),
      cipher(Cipher.ENCRYPT_MODE, aes(dataKey), bytes(NONCE_BYTES)).doFinal(value)
    };
  }

  /// The operations that opening consists of.
  @Benchmark
  public byte[] bareOpen() throws GeneralSecurityException {
    byte[] dataKey = cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(wrappedKey);
    return cipher(Cipher.DECRYPT_MODE, aes(dataKey), nonce).doFinal(encrypted);
  }

  private Sealed sealed() {
    try (SecretBytes secret = SecretBytes.copyOf(value)) {
      return envelope.seal(secret, context, salt);
    }
  }

  private byte[] encrypted(SecretKeySpec under, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, under, nonce).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not encrypt", e);
    }
  }

  private Cipher cipher(int mode, SecretKeySpec under, byte[] with)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, under, new GCMParameterSpec(TAG_BITS, with));
    cipher.updateAAD(associated);
    return cipher;
  }

  private static SecretKeySpec aes(byte[] bytes) {
    return new SecretKeySpec(bytes, "AES");
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
