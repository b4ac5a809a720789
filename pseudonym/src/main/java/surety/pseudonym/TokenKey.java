package surety.pseudonym;

import java.security.SecureRandom;

/// The workspace's secret that stable tokens depend on. Whoever has it and a list of names can tell
/// which token belongs to which.
public final class TokenKey {
  static final int BYTES = 32;

  private final byte[] bytes;

  private TokenKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies 32 secret bytes.
  ///
  /// @throws IllegalArgumentException if there are more or fewer
  public static TokenKey of(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException(
          "bytes of a token key: " + secret.length + " (expected: " + BYTES + ")");
    }
    return new TokenKey(secret.clone());
  }

  /// A new key, for conversations whose tokens need not be the same elsewhere.
  public static TokenKey random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new TokenKey(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /// Shows nothing.
  @Override
  public String toString() {
    return "TokenKey[...]";
  }
}
