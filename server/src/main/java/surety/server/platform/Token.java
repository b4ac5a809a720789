package surety.server.platform;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// 256 random bits that open something to whoever shows them: a session, a link, an invitation. The
/// database keeps only their SHA-256.
public final class Token {

  private static final int BYTES = 32;
  private static final int CHARACTERS = 43;

  private final byte[] bytes;

  private Token(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A new one.
  public static Token random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(bytes);
  }

  /// Reads what [#text] wrote; empty for anything else, also for another spelling of the same bits.
  public static Optional<Token> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Optional.empty();
    }
    try {
      // 43 characters hold two bits more than 32 bytes do; the decoder drops them unseen.
      return Optional.of(new Token(Base64.getUrlDecoder().decode(text)))
          .filter(token -> token.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// 43 characters of base64url.
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The 32 bytes; a copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && Arrays.equals(bytes, token.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Token[...]";
  }
}
