package surety.server.posture.run;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// What makes a run new: a random number of the server's own, and a text of a visitor's who asked
/// for it.
///
/// @param server 32 hexadecimal digits
public record Nonce(String server, Optional<String> visitor) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  /// A new one.
  public static Nonce draw(Optional<String> visitor) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Nonce(HexFormat.of().formatHex(bytes), visitor);
  }
}
