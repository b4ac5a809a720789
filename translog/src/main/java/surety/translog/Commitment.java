package surety.translog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands in the tree for an entry: it fixes the entry's payload and tells nothing about it,
/// so that the payload can be erased while every proof still holds.
///
///     HMAC-SHA-256(salt, uint16 length of label || label || payload)
///
/// where the label is `surety.translog.v1.commitment`. Nobody finds two pairs of salt and payload
/// with the same commitment (SHA-256 resists collisions), and without the salt not even a guessed
/// payload can be confirmed (HMAC is a pseudorandom function).
///
/// @param value the 32 bytes
public record Commitment(Hash value) {
  private static final String LABEL = "surety.translog.v1.commitment";
  private static final byte[] PREFIX =
      ("\0" + (char) LABEL.length() + LABEL).getBytes(StandardCharsets.US_ASCII);
  private static final String HMAC = "HmacSHA256";

  /// Commits to a payload.
  ///
  /// @param salt drawn for this payload alone
  public static Commitment to(Salt salt, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(salt.bytes(), HMAC));
      mac.update(PREFIX);
      return new Commitment(Hash.fromBytes(mac.doFinal(payload)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
    }
  }

  /// Commits to a text in UTF-8.
  ///
  /// @param salt drawn for this payload alone
  public static Commitment to(Salt salt, String payload) {
    return to(salt, payload.getBytes(StandardCharsets.UTF_8));
  }

  /// The entry of the log: the 32 bytes.
  public byte[] entry() {
    return value.bytes();
  }

  /// The hash of the leaf.
  public Hash leaf() {
    return Hash.ofLeaf(value.bytes());
  }
}
