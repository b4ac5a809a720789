package surety.server.identity;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import surety.server.platform.Token;

/// An API key as its holder has it: `surety_`, 43 characters of base64url for 256 random bits, and
/// six more that are the CRC-32 of those bits, so that a program that looks for lost keys, and a
/// person who copied one badly, need not ask this server.
final class ApiKeySecret {

  private static final String PREFIX = "surety_";
  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;

  private final Token token;

  private ApiKeySecret(Token token) {
    this.token = token;
  }

  static ApiKeySecret random(SecureRandom random) {
    return new ApiKeySecret(Token.random(random));
  }

  /// Reads what [#text] wrote; empty for anything else.
  static Optional<ApiKeySecret> parse(String text) {
    if (text.length() != PREFIX.length() + SECRET + CHECKSUM || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Token.parse(text.substring(PREFIX.length(), PREFIX.length() + SECRET))
        .map(ApiKeySecret::new)
        .filter(secret -> secret.text().equals(text));
  }

  /// The whole key. It is shown once and stored nowhere.
  String text() {
    return PREFIX + token.text() + checksum();
  }

  /// The 32 random bytes; a copy.
  byte[] bytes() {
    return token.bytes();
  }

  private String checksum() {
    CRC32 crc = new CRC32();
    crc.update(token.bytes());
    byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(four);
  }

  @Override
  public String toString() {
    return "ApiKeySecret[...]";
  }
}
