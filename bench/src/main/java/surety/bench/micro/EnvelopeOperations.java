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
import surety.envelope.RootKey;
import surety.envelope.SealContext;
import surety.envelope.Sealed;
import surety.envelope.SecretBytes;
import surety.envelope.WorkspaceKeySalt;

/// Sealing and opening a credential of 200 bytes in an envelope, against one AES-GCM of the JDK
/// with
/// a key that is at hand: the same algorithm, a random nonce, 40 bytes of associated data, and
/// nothing else.
///
/// An envelope does more, by design: it derives the workspace's key, draws a data key, and wraps
/// it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeOperations {

  private static final int VALUE_BYTES = 200;
  private static final int ASSOCIATED_BYTES = 40;
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

  private final SecretKeySpec key = new SecretKeySpec(bytes(KEY_BYTES), "AES");
  private final byte[] nonce = bytes(NONCE_BYTES);
  private final byte[] encrypted = encrypted();

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

  /// One value moved to another root key.
  @Benchmark
  public Sealed rewrap() {
    return rotated.rewrap(sealed, context, salt);
  }

  /// One encryption with a key at hand.
  @Benchmark
  public byte[] bareEncrypt() throws GeneralSecurityException {
    byte[] fresh = new byte[NONCE_BYTES];
    random.nextBytes(fresh);
    return cipher(Cipher.ENCRYPT_MODE, fresh).doFinal(value);
  }

  /// One decryption with a key at hand.
  @Benchmark
  public byte[] bareDecrypt() throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(encrypted);
  }

  private Sealed sealed() {
    try (SecretBytes secret = SecretBytes.copyOf(value)) {
      return envelope.seal(secret, context, salt);
    }
  }

  private byte[] encrypted() {
    try {
      return cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM did not encrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] with) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, with));
    cipher.updateAAD(associated);
    return cipher;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
