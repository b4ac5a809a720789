package surety.translog;

import java.security.SecureRandom;
import java.util.Arrays;

/// 32 random bytes that hide what a commitment is to. Drawn for one entry alone, kept with its
/// payload, and destroyed with it.
public final class Salt {

  /// Length in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Draws one.
  public static Salt draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  /// @throws IllegalArgumentException if these are not 32 bytes
  public static Salt fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "salt length: " + bytes.length + " (expected: " + BYTES + ")");
    }
    return new Salt(bytes.clone());
  }

  /// A copy of the 32 bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Salt[...]";
  }
}
