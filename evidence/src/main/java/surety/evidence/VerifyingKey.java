package surety.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import surety.translog.Hash;
import surety.translog.NoteKey;

/// An Ed25519 public key that evidence is checked with.
public final class VerifyingKey {
  private final PublicKey key;
  private final String id;

  private VerifyingKey(PublicKey key) {
    this.key = key;
    this.id = Hash.of(key.getEncoded()).hex();
  }

  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static VerifyingKey of(PublicKey key) {
    return fromDer(key.getEncoded());
  }

  /// Reads a SubjectPublicKeyInfo (DER).
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static VerifyingKey fromDer(byte[] der) {
    try {
      return new VerifyingKey(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 public key", e);
    }
  }

  /// Reads what [#pem] gives.
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static VerifyingKey fromPem(String pem) {
    return fromDer(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
  }

  /// SHA-256 of the DER form as 64 hexadecimal digits: the `keyid` of its signatures, and the
  /// fingerprint to compare out of band.
  public String id() {
    return id;
  }

  /// SubjectPublicKeyInfo.
  public byte[] der() {
    return key.getEncoded();
  }

  /// As openssl reads it.
  public String pem() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(der())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /// The key that checks checkpoints of the log with this origin.
  public NoteKey noteKey(String origin) {
    return NoteKey.of(origin, key);
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // Of the wrong length, or no point of the curve.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key that was read is not usable", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
