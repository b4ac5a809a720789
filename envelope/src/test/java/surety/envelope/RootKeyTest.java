package surety.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.envelope.Cases.forAll;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RootKeyTest {
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33, 64})
  void a_key_of_another_length_is_refused(int length) {
    byte[] drawn = new byte[length];
    new SecureRandom().nextBytes(drawn);
    assertThatThrownBy(() -> RootKey.of(drawn))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage("root key length: " + length + " (expected: 32)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 7})
  void a_key_that_follows_a_pattern_is_refused(int step) {
    byte[] typed = new byte[RootKey.BYTES];
    for (int i = 0; i < typed.length; i++) {
      typed[i] = (byte) (i * step);
    }
    assertThatThrownBy(() -> RootKey.of(typed))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageContaining("pattern");
  }

  @Test
  void a_passphrase_is_refused() {
    byte[] typed = "change-me-change-me-change-me-12".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> RootKey.of(typed))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageContaining("is text");
  }

  @Test
  void a_refusal_does_not_repeat_the_key() {
    assertThatThrownBy(() -> RootKey.parse("not*base64"))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessage("the root key is not base64")
        .hasNoCause();
  }

  @Test
  void a_key_is_read_from_base64() {
    forAll(
        20,
        cases -> {
          byte[] drawn = cases.bytes(RootKey.BYTES);
          String text = "  " + Base64.getEncoder().encodeToString(drawn) + "\n";
          assertThat(RootKey.parse(text)).isEqualTo(RootKey.of(drawn));
        });
  }

  @Test
  void neither_key_nor_ring_shows_its_bytes() {
    forAll(
        20,
        cases -> {
          byte[] drawn = cases.bytes(RootKey.BYTES);
          RootKey key = RootKey.of(drawn);
          assertThat(key.toString()).isEqualTo("RootKey[" + key.id() + "]");
          assertThat(new KeyRing(key).toString())
              .doesNotContain(Cases.hex(drawn))
              .doesNotContain(Base64.getEncoder().encodeToString(drawn));
          assertThat(Cases.hex(drawn)).doesNotContain(key.id().hex());
        });
  }

  @Test
  void derived_keys_are_stable_and_differ_by_purpose_info_and_root() {
    forAll(
        50,
        cases -> {
          RootKey root = cases.rootKey();
          byte[] info = cases.bytes(4);
          String purpose = cases.name();
          SecretBytes derived = root.derive(purpose, info, 32);
          assertThat(root.derive(purpose, info, 32)).isEqualTo(derived);
          assertThat(root.derive(purpose + "x", info, 32)).isNotEqualTo(derived);
          assertThat(root.derive(purpose, NOTHING, 32)).isNotEqualTo(derived);
          assertThat(cases.rootKey().derive(purpose, info, 32)).isNotEqualTo(derived);
        });
  }

  @Test
  void moving_a_byte_from_purpose_to_info_gives_another_key() {
    RootKey root = RootKey.generate(new SecureRandom());
    byte[] x = {'x'};
    assertThat(root.derive("ax", NOTHING, 32)).isNotEqualTo(root.derive("a", x, 32));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 65})
  void a_derived_key_is_16_to_64_bytes_long(int length) {
    RootKey root = RootKey.generate(new SecureRandom());
    assertThatThrownBy(() -> root.derive("scope", NOTHING, length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_ring_knows_its_current_and_former_keys() {
    forAll(
        20,
        cases -> {
          RootKey first = cases.rootKey();
          RootKey second = cases.rootKey();
          KeyRing ring = new KeyRing(first).rotatedTo(second);
          assertThat(ring.current()).isEqualTo(second);
          assertThat(ring.ids()).containsExactly(second.id(), first.id());
          assertThat(ring.find(first.id())).contains(first);
          assertThat(ring.rotatedTo(first).ids()).containsExactly(first.id(), second.id());
          assertThat(ring.without(first.id()).find(first.id())).isEmpty();
        });
  }

  @Test
  void a_ring_refuses_a_key_twice_and_keeps_its_current_key() {
    RootKey key = RootKey.generate(new SecureRandom());
    assertThatThrownBy(() -> new KeyRing(key, List.of(key))).isInstanceOf(RootKeyRefused.class);
    assertThatThrownBy(() -> new KeyRing(key).without(key.id()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_salt_is_32_bytes_and_not_zero() {
    assertThatThrownBy(() -> WorkspaceKeySalt.of(new byte[31]))
        .hasMessage("salt length: 31 (expected: 32)");
    assertThatThrownBy(() -> WorkspaceKeySalt.of(new byte[32])).hasMessageContaining("all zero");
    byte[] drawn = new byte[32];
    Arrays.fill(drawn, (byte) 7);
    assertThat(WorkspaceKeySalt.of(drawn).toString()).isEqualTo("WorkspaceKeySalt[...]");
  }

  @Test
  void a_key_is_found_as_it_is_in_hexadecimal_and_in_base64_wherever_it_begins() {
    byte[] bytes = new byte[RootKey.BYTES];
    new SecureRandom().nextBytes(bytes);
    RootKey key = RootKey.of(bytes);
    String hex = java.util.HexFormat.of().formatHex(bytes);
    assertThat(key.appearsIn(join("before", bytes, "after"))).isTrue();
    assertThat(key.appearsIn(("x" + hex).getBytes(US_ASCII))).isTrue();
    assertThat(key.appearsIn(hex.toUpperCase(java.util.Locale.ROOT).getBytes(US_ASCII))).isTrue();
    for (String before : List.of("", "a", "ab", "abc")) {
      byte[] text = join(before, bytes, "zz");
      var standard = java.util.Base64.getEncoder().encode(text);
      var forUrls = java.util.Base64.getUrlEncoder().encode(text);
      assertThat(key.appearsIn(standard)).as("base64 after " + before.length()).isTrue();
      assertThat(key.appearsIn(forUrls)).as("base64url after " + before.length()).isTrue();
    }
    bytes[5] ^= 1;
    assertThat(key.appearsIn(join("before", bytes, "after"))).isFalse();
  }

  private static byte[] join(String before, byte[] key, String after) {
    var all = new java.io.ByteArrayOutputStream();
    all.writeBytes(before.getBytes(US_ASCII));
    all.writeBytes(key);
    all.writeBytes(after.getBytes(US_ASCII));
    return all.toByteArray();
  }
}
