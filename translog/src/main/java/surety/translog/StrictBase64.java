package surety.translog;

import java.util.Base64;

/// Standard base64 with padding (RFC 4648, section 4), of which each sequence of bytes has one form
/// alone: a changed letter changes what was encoded.
final class StrictBase64 {
  private StrictBase64() {}

  /// @throws IllegalArgumentException for any other text
  static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("not base64 in its one form");
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
