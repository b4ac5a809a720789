package surety.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import surety.translog.Checkpoint;
import surety.translog.SignedNote;

/// An Ed25519 key that signs evidence. Its text form says nothing of the private half.
///
/// The one key signs statements and checkpoints. Neither can be taken for the other: the bytes that
/// are signed for a statement begin with `DSSEv1 `, those for a checkpoint with the log's origin,
/// which never does.
public final class SigningKey {
  private final PrivateKey privateKey;
  private final VerifyingKey verifyingKey;

  private SigningKey(PrivateKey privateKey, VerifyingKey verifyingKey) {
    this.privateKey = privateKey;
    this.verifyingKey = verifyingKey;
  }

  /// A new key.
  public static SigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK since 15", e);
    }
  }

  /// A key that was stored.
  ///
  /// @param pkcs8 what [#pkcs8] gave
  /// @param publicKey its public half
  /// @throws IllegalArgumentException if they do not belong together
  public static SigningKey of(byte[] pkcs8, VerifyingKey publicKey) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      SigningKey signing = new SigningKey(key, publicKey);
      byte[] trial = {1};
      if (!publicKey.verifies(trial, signing.sign(trial))) {
        throw new IllegalArgumentException("the halves of the signing key do not belong together");
      }
      return signing;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key", e);
    }
  }

  /// The private half, PKCS#8 DER. A secret: it is stored sealed or in a file that only the server
  /// reads.
  public byte[] pkcs8() {
    return privateKey.getEncoded();
  }

  /// The public half.
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /// Signs a checkpoint.
  public SignedNote sign(Checkpoint checkpoint) {
    if (checkpoint.origin().startsWith(Dsse.PREFIX)) {
      throw new IllegalArgumentException("an origin does not look like a signed statement");
    }
    return checkpoint.sign(verifyingKey.noteKey(checkpoint.origin()), privateKey);
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key that signed before does not sign", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + verifyingKey.id() + "]";
  }
}
