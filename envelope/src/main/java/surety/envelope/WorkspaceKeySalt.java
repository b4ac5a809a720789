package surety.envelope;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The random part of a workspace's key: 32 bytes that are stored with the workspace, apart from
/// its sealed values and left out of backups of them where possible.
///
/// A salt alone opens nothing, and neither does the root key without it: whoever deletes every copy
/// of a workspace's salt has made every copy of the workspace's sealed values unreadable.
public final class WorkspaceKeySalt {
  /// Length of a salt in bytes.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private WorkspaceKeySalt(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies the bytes.
  ///
  /// @throws IllegalArgumentException if there are not 32 bytes, or all are zero
  public static WorkspaceKeySalt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "salt length: " + bytes.length + " (expected: " + BYTES + ")");
    }
    if (Arrays.equals(bytes, new byte[BYTES])) {
      throw new IllegalArgumentException("salt: all zero (expected: random bytes)");
    }
    return new WorkspaceKeySalt(bytes.clone());
  }

  /// Draws a new salt.
  public static WorkspaceKeySalt generate(SecureRandom random) {
    byte[] drawn = new byte[BYTES];
    random.nextBytes(drawn);
    return of(drawn);
  }

  /// A copy of the bytes, to be stored.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkspaceKeySalt salt && Arrays.equals(salt.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "WorkspaceKeySalt[...]";
  }
}
