package surety.translog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 hash, 32 bytes.
public final class Hash {

  /// Length in bytes.
  public static final int BYTES = 32;

  /// The root of a log without leaves: the hash of no bytes (RFC 6962, section 2.1).
  public static final Hash OF_NOTHING = new Hash(sha256().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The hash of these bytes as they are, without any prefix.
  public static Hash of(byte[] content) {
    return new Hash(sha256().digest(content));
  }

  /// The hash of a leaf: `SHA-256(0x00 || content)`.
  public static Hash ofLeaf(byte[] content) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return new Hash(digest.digest(content));
  }

  /// The hash of an inner node: `SHA-256(0x01 || left || right)`.
  public static Hash ofNode(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /// @throws IllegalArgumentException if these are not 32 bytes
  public static Hash fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "hash length: " + bytes.length + " (expected: " + BYTES + ")");
    }
    return new Hash(bytes.clone());
  }

  /// @throws IllegalArgumentException if this is not 64 hexadecimal digits
  public static Hash fromHex(String hex) {
    return fromBytes(HexFormat.of().parseHex(hex));
  }

  /// @throws IllegalArgumentException if this is not the standard base64 of 32 bytes
  public static Hash fromBase64(String base64) {
    return fromBytes(StrictBase64.decode(base64));
  }

  // 32 of these bytes, from an offset.
  static Hash at(byte[] content, int offset) {
    return new Hash(Arrays.copyOfRange(content, offset, offset + BYTES));
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// 64 lower case hexadecimal digits.
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// Standard base64 with padding.
  public String base64() {
    return StrictBase64.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
