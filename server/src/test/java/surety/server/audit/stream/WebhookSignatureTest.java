package surety.server.audit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import surety.envelope.SecretBytes;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookSignatureTest {

  // The example of Standard Webhooks; `openssl dgst -sha256 -mac HMAC` gives the same.
  @Test
  void the_signature_is_that_of_the_known_example() {
    try (SecretBytes secret = SecretBytes.ofText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) {
      assertThat(
              WebhookSignature.of(
                  secret,
                  "msg_p5jXN8AQM9LWM0D4loKWxJek",
                  1_614_265_330L,
                  "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
  }

  @Test
  void a_secret_is_32_bytes_and_drawn_anew() {
    String one = WebhookSignature.draw(new SecureRandom());
    assertThat(one).startsWith("whsec_").isNotEqualTo(WebhookSignature.draw(new SecureRandom()));
    assertThat(Base64.getDecoder().decode(one.substring(6))).hasSize(32);
  }
}
