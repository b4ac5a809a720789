package surety.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DsseTest {
  private static final byte[] PAYLOAD = "hello world".getBytes(StandardCharsets.UTF_8);

  private final SigningKey key = SigningKey.generate(new SecureRandom());

  @Test
  void what_is_signed_is_what_the_specification_shows() {
    byte[] encoded = Dsse.preAuthenticationEncoding("http://example.com/HelloWorld", PAYLOAD);
    assertThat(new String(encoded, StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  // RFC 8032, section 7.1, test 2, by way of the key formats of RFC 8410.
  @Test
  void signatures_are_those_of_RFC_8032() {
    VerifyingKey publicKey =
        VerifyingKey.fromPem(
            "-----BEGIN PUBLIC KEY-----\n"
                + "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
                + "-----END PUBLIC KEY-----\n");
    byte[] signature =
        HexFormat.of()
            .parseHex(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assertThat(publicKey.verifies(new byte[] {0x72}, signature)).isTrue();
    assertThat(publicKey.verifies(new byte[] {0x73}, signature)).isFalse();
  }

  @Test
  void an_envelope_is_signed_by_its_key_and_no_other() {
    Dsse envelope = Dsse.parse(Dsse.sign("text/plain", PAYLOAD, key).encoded());
    assertThat(envelope.isSignedBy(key.verifyingKey())).isTrue();
    assertThat(envelope.payload()).isEqualTo(PAYLOAD);
    SigningKey other = SigningKey.generate(new SecureRandom());
    assertThat(envelope.isSignedBy(other.verifyingKey())).isFalse();
  }

  @Test
  void another_payload_or_another_type_is_not_what_was_signed() {
    String json =
        new String(Dsse.sign("text/plain", PAYLOAD, key).encoded(), StandardCharsets.UTF_8);
    for (String changed :
        new String[] {
          json.replace("aGVsbG8", "aGVsbG9"), json.replace("text/plain", "text/html")
        }) {
      Dsse envelope = Dsse.parse(changed.getBytes(StandardCharsets.UTF_8));
      assertThat(changed).isNotEqualTo(json);
      assertThat(envelope.isSignedBy(key.verifyingKey())).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[]}",
        "{\"payload\":\"!\",\"payloadType\":\"x\",\"signatures\":[{\"keyid\":\"x\",\"sig\":\"\"}]}",
        "{\"payload\":\"\",\"payloadType\":\"x\",\"signatures\":[{\"sig\":\"\"}]}"
      })
  void what_is_no_envelope_is_refused(String text) {
    assertThatThrownBy(() -> Dsse.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonInvalid.class);
  }

  @Test
  void a_stored_key_signs_as_before_and_only_with_its_own_public_half() {
    SigningKey stored = SigningKey.of(key.pkcs8(), key.verifyingKey());
    assertThat(Dsse.sign("text/plain", PAYLOAD, stored).isSignedBy(key.verifyingKey())).isTrue();
    VerifyingKey other = SigningKey.generate(new SecureRandom()).verifyingKey();
    assertThatThrownBy(() -> SigningKey.of(key.pkcs8(), other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(VerifyingKey.fromPem(key.verifyingKey().pem())).isEqualTo(key.verifyingKey());
    assertThat(key.toString()).contains(key.verifyingKey().id()).hasSizeLessThan(90);
  }
}
