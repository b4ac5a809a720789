package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.envelope.Cases.forAll;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretBytesTest {
  private static final String CANARY = "canary-5f1e-grün";

  @Test
  void a_closed_secret_is_wiped_and_refuses_use() throws ReflectiveOperationException {
    SecretBytes secret = SecretBytes.ofText(CANARY);
    byte[] inside = inside(secret);
    secret.close();
    assertThat(inside).containsOnly(0);
    assertThat(secret.wiped()).isTrue();
    assertThatThrownBy(() -> secret.expose(bytes -> bytes.length))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_exposed_copy_is_wiped_when_the_use_ends_or_fails() {
    SecretBytes secret = SecretBytes.ofText(CANARY);
    List<byte[]> kept = new ArrayList<>();
    secret.expose(kept::add);
    assertThatThrownBy(
            () ->
                secret.expose(
                    bytes -> {
                      kept.add(bytes);
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");
    assertThat(kept).hasSize(2).allSatisfy(copy -> assertThat(copy).containsOnly(0));
    boolean same = secret.exposeText(CANARY::equals);
    assertThat(same).isTrue();
  }

  @Test
  void taking_bytes_wipes_the_callers_array_and_copying_does_not() {
    forAll(
        20,
        cases -> {
          byte[] given = cases.bytes(40);
          byte[] expected = given.clone();
          SecretBytes copied = SecretBytes.copyOf(given);
          assertThat(given).isEqualTo(expected);
          SecretBytes taken = SecretBytes.taking(given);
          assertThat(given).containsOnly(0);
          assertThat(taken).isEqualTo(copied);
          byte[] exposed = taken.expose(byte[]::clone);
          assertThat(exposed).isEqualTo(expected);
        });
  }

  @Test
  void secrets_are_equal_by_content_while_they_are_open() {
    SecretBytes secret = SecretBytes.ofText(CANARY);
    SecretBytes same = SecretBytes.ofText(CANARY);
    SecretBytes other = SecretBytes.ofText(CANARY + "x");
    assertThat(secret).isEqualTo(same).hasSameHashCodeAs(other).isNotEqualTo(other);
    same.close();
    assertThat(secret).isNotEqualTo(same);
    assertThat(same).isNotEqualTo(SecretBytes.copyOf(new byte[same.length()])).isEqualTo(same);
  }

  @Test
  void a_secret_is_never_printed_or_serialized() {
    SecretBytes secret = SecretBytes.ofText(CANARY);
    assertThat(secret.toString()).isEqualTo("SecretBytes[...]");
    assertThat(JsonMapper.shared().writeValueAsString(secret)).isEqualTo("{}");
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void text_that_is_not_well_formed_is_refused_without_repeating_it() {
    assertThatThrownBy(() -> SecretBytes.ofText(CANARY + "\uD800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  private static byte[] inside(SecretBytes secret) throws ReflectiveOperationException {
    var field = SecretBytes.class.getDeclaredField("bytes");
    field.setAccessible(true);
    return (byte[]) field.get(secret);
  }
}
