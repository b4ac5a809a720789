package surety.server.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import surety.server.platform.Token;

/// The eight digits that stand for a link on its way from another device to the browser that asked.
///
/// They are made from the link's token, so that opening the link twice shows the same digits and a
/// mail scanner that was first does no harm. Whoever does not have the link learns nothing about
/// them: eight digits of SHA-256 over 256 random bits.
record SignInCode(String digits) {

  private static final byte[] PURPOSE = "surety sign-in code".getBytes(StandardCharsets.US_ASCII);
  private static final long CODES = 100_000_000L;

  static SignInCode of(Token link) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(PURPOSE);
      long number = ByteBuffer.wrap(digest.digest(link.bytes())).getLong();
      return new SignInCode(String.format("%08d", Long.remainderUnsigned(number, CODES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }

  /// Reads what somebody typed, with whatever between the digits.
  static SignInCode typed(String text) {
    return new SignInCode(text.replaceAll("[^0-9]", ""));
  }

  /// In two groups, to be read out.
  String spaced() {
    return digits.substring(0, 4) + " " + digits.substring(4);
  }

  @Override
  public String toString() {
    return "SignInCode[...]";
  }
}
