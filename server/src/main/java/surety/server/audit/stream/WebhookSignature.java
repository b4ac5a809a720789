package surety.server.audit.stream;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import surety.envelope.SecretBytes;

/// Signs what is posted in the manner of Standard Webhooks: HMAC-SHA256 over id, time and body.
final class WebhookSignature {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private WebhookSignature() {}

  /// Draws a secret, in the form in which receivers take it.
  static String draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /// The value of the header `webhook-signature`.
  ///
  /// @param secret as [#draw] wrote it
  /// @param seconds since 1970, as in the header `webhook-timestamp`
  static String of(SecretBytes secret, String id, long seconds, byte[] body) {
    byte[] key = secret.expose(WebhookSignature::key);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no HmacSHA256", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] key(byte[] secret) {
    return Base64.getDecoder().decode(Arrays.copyOfRange(secret, PREFIX.length(), secret.length));
  }
}
