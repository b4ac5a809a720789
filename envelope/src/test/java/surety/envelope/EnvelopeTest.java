package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.envelope.Cases.envelope;
import static surety.envelope.Cases.forAll;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvelopeTest {

  @Test
  void what_was_sealed_opens_to_the_same_bytes() {
    forAll(
        300,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SecretBytes value = cases.secret();
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          Sealed stored = Sealed.of(envelope.seal(value, context, salt).bytes());
          assertThat(envelope.open(stored, context, salt)).isEqualTo(value);
        });
  }

  @Test
  void any_flipped_bit_is_noticed() {
    forAll(
        1,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          byte[] sealed = envelope.seal(cases.secret(), context, salt).bytes();
          for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            // A bit of the key id names a key that nobody has.
            Class<?> expected = bit >= 8 && bit < 72 ? KeyUnavailable.class : NotAuthentic.class;
            assertThatThrownBy(() -> envelope.open(Sealed.of(altered), context, salt))
                .as("bit %d", bit)
                .isInstanceOf(expected);
          }
        });
  }

  @Test
  void a_value_relabelled_with_another_registered_key_is_not_authentic() {
    forAll(
        20,
        cases -> {
          RootKey other = cases.rootKey();
          Envelope envelope = envelope(new KeyRing(other).rotatedTo(cases.rootKey()));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          byte[] sealed = envelope.seal(cases.secret(), context, salt).bytes();
          System.arraycopy(other.id().bytes(), 0, sealed, 1, RootKeyId.BYTES);
          assertThatThrownBy(() -> envelope.open(Sealed.of(sealed), context, salt))
              .isInstanceOf(NotAuthentic.class);
        });
  }

  @Test
  void any_other_length_is_noticed() {
    forAll(
        20,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          byte[] sealed = envelope.seal(cases.secret(), context, salt).bytes();
          for (int length : new int[] {cases.below(sealed.length), sealed.length + 1}) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> envelope.open(Sealed.of(cut), context, salt))
                .isInstanceOf(NotAuthentic.class);
          }
        });
  }

  @Test
  void a_value_opens_in_its_own_place_alone() {
    forAll(
        100,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SealContext home = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          Sealed sealed = envelope.seal(cases.secret(), home, salt);
          elsewhere(home, cases)
              .forEach(
                  place ->
                      assertThatThrownBy(() -> envelope.open(sealed, place, salt))
                          .as("%s", place)
                          .isInstanceOf(NotAuthentic.class));
        });
  }

  @Test
  void without_the_workspaces_salt_no_root_key_opens_a_value() {
    forAll(
        50,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SealContext context = cases.context();
          Sealed sealed = envelope.seal(cases.secret(), context, cases.salt());
          assertThatThrownBy(() -> envelope.open(sealed, context, cases.salt()))
              .isInstanceOf(NotAuthentic.class);
        });
  }

  @Test
  void two_workspaces_with_one_salt_still_have_different_keys() {
    forAll(
        20,
        cases -> {
          RootKey root = cases.rootKey();
          WorkspaceKeySalt salt = cases.salt();
          assertThat(root.workspaceKek(cases.id(), salt))
              .isNotEqualTo(root.workspaceKek(cases.id(), salt));
        });
  }

  @Test
  void rewrapping_names_the_new_key_and_leaves_the_ciphertext_as_it_is() {
    forAll(
        100,
        cases -> {
          KeyRing before = new KeyRing(cases.rootKey());
          KeyRing after = before.rotatedTo(cases.rootKey());
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          SecretBytes value = cases.secret();
          Sealed old = envelope(before).seal(value, context, salt);
          Sealed rewrapped = envelope(after).rewrap(old, context, salt);
          assertThat(rewrapped.keyId()).isEqualTo(after.current().id());
          assertThat(rewrapped.body()).isEqualTo(old.body());
          assertThat(envelope(after).open(rewrapped, context, salt)).isEqualTo(value);
          assertThat(envelope(after).open(old, context, salt)).isEqualTo(value);
          assertThat(envelope(after).rewrap(rewrapped, context, salt)).isSameAs(rewrapped);
        });
  }

  @Test
  void once_the_old_key_is_dropped_only_rewrapped_values_open() {
    forAll(
        20,
        cases -> {
          KeyRing before = new KeyRing(cases.rootKey());
          KeyRing after = before.rotatedTo(cases.rootKey());
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          SecretBytes value = cases.secret();
          Sealed old = envelope(before).seal(value, context, salt);
          Sealed rewrapped = envelope(after).rewrap(old, context, salt);
          Envelope later = envelope(after.without(before.current().id()));
          assertThat(later.open(rewrapped, context, salt)).isEqualTo(value);
          assertThatThrownBy(() -> later.open(old, context, salt))
              .isInstanceOf(KeyUnavailable.class)
              .hasMessage("root key " + old.keyId() + " is not in the key ring");
          assertThatThrownBy(() -> later.rewrap(old, context, salt))
              .isInstanceOf(KeyUnavailable.class);
        });
  }

  @Test
  void many_values_of_a_workspace_move_with_one_derivation_and_no_value_of_another() {
    forAll(
        20,
        cases -> {
          KeyRing before = new KeyRing(cases.rootKey());
          KeyRing after = before.rotatedTo(cases.rootKey());
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          Sealed[] old = new Sealed[3];
          Arrays.setAll(old, _ -> envelope(before).seal(SecretBytes.ofText("one"), context, salt));
          try (Rewrapping move = envelope(after).rewrapping(context.workspace(), salt)) {
            for (Sealed each : old) {
              Sealed moved = move.rewrap(each, context);
              assertThat(moved.keyId()).isEqualTo(after.current().id());
              assertThat(envelope(after).open(moved, context, salt))
                  .isEqualTo(SecretBytes.ofText("one"));
              assertThat(move.rewrap(moved, context)).isSameAs(moved);
            }
            assertThatThrownBy(() -> move.rewrap(old[0], cases.context()))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  @Test
  void a_change_of_keys_takes_effect_with_the_next_operation() {
    forAll(
        5,
        cases -> {
          KeyRing[] keys = {new KeyRing(cases.rootKey())};
          Envelope envelope = new Envelope(() -> keys[0], new SecureRandom());
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          Sealed old = envelope.seal(cases.secret(), context, salt);
          keys[0] = keys[0].rotatedTo(cases.rootKey());
          Sealed fresh = envelope.seal(cases.secret(), context, salt);
          assertThat(fresh.keyId()).isEqualTo(keys[0].current().id()).isNotEqualTo(old.keyId());
          keys[0] = keys[0].without(old.keyId());
          assertThatThrownBy(() -> envelope.open(old, context, salt))
              .isInstanceOf(KeyUnavailable.class);
        });
  }

  @Test
  void rewrapping_in_the_wrong_place_is_refused() {
    forAll(
        50,
        cases -> {
          KeyRing before = new KeyRing(cases.rootKey());
          Envelope after = envelope(before.rotatedTo(cases.rootKey()));
          SealContext home = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          Sealed old = envelope(before).seal(cases.secret(), home, salt);
          elsewhere(home, cases)
              .forEach(
                  place ->
                      assertThatThrownBy(() -> after.rewrap(old, place, salt))
                          .isInstanceOf(NotAuthentic.class));
        });
  }

  @Test
  void the_name_of_a_data_key_stays_when_it_is_wrapped_anew_and_is_another_for_each_seal() {
    forAll(
        50,
        cases -> {
          KeyRing ring = new KeyRing(cases.rootKey());
          Envelope envelope = envelope(ring);
          Envelope rotated = envelope(ring.rotatedTo(cases.rootKey()));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          try (SecretBytes value = cases.secret()) {
            Sealed sealed = envelope.seal(value, context, salt);
            String name = envelope.dataKeyId(sealed, context, salt);
            Sealed moved = rotated.rewrap(sealed, context, salt);
            assertThat(name).matches("[0-9a-f]{32}");
            assertThat(rotated.dataKeyId(moved, context, salt)).isEqualTo(name);
            Sealed again = envelope.seal(value, context, salt);
            assertThat(envelope.dataKeyId(again, context, salt)).isNotEqualTo(name);
          }
        });
  }

  @Test
  void no_data_key_and_no_nonce_is_used_twice_even_for_the_same_value() {
    forAll(
        1,
        cases -> {
          Envelope envelope = envelope(new KeyRing(cases.rootKey()));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          SecretBytes value = cases.secret();
          Set<String> drawn = new HashSet<>();
          int count = 2000;
          for (int i = 0; i < count; i++) {
            Sealed sealed = envelope.seal(value, context, salt);
            drawn.add(envelope.unwrap(sealed, context, salt).expose(Cases::hex));
            drawn.add(Cases.hex(Arrays.copyOf(sealed.wrapped(), AesGcm.NONCE_BYTES)));
            drawn.add(Cases.hex(Arrays.copyOf(sealed.body(), AesGcm.NONCE_BYTES)));
          }
          assertThat(drawn).hasSize(3 * count);
        });
  }

  @Test
  void the_sealed_bytes_hold_neither_the_value_nor_a_key() {
    forAll(
        50,
        cases -> {
          RootKey root = cases.rootKey();
          Envelope envelope = envelope(new KeyRing(root));
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          byte[] value = cases.bytes(32);
          Sealed sealed = envelope.seal(SecretBytes.copyOf(value), context, salt);
          String stored = HexFormat.of().formatHex(sealed.bytes());
          assertThat(stored).doesNotContain(Cases.hex(value));
          assertThat(stored)
              .doesNotContain(envelope.unwrap(sealed, context, salt).expose(Cases::hex));
          assertThat(stored)
              .doesNotContain(root.workspaceKek(context.workspace(), salt).expose(Cases::hex));
        });
  }

  @Test
  void a_value_longer_than_a_mebibyte_is_refused() {
    var envelope = envelope(new KeyRing(RootKey.generate(new SecureRandom())));
    forAll(
        1,
        cases -> {
          SealContext context = cases.context();
          WorkspaceKeySalt salt = cases.salt();
          var longest = SecretBytes.taking(new byte[Envelope.MAX_VALUE_BYTES]);
          assertThat(envelope.open(envelope.seal(longest, context, salt), context, salt))
              .isEqualTo(longest);
          var longer = SecretBytes.taking(new byte[Envelope.MAX_VALUE_BYTES + 1]);
          assertThatThrownBy(() -> envelope.seal(longer, context, salt))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("1048577");
        });
  }

  /// Every context that differs from this one in a single part.
  private static Stream<SealContext> elsewhere(SealContext home, Cases cases) {
    var workspace = home.workspace();
    var row = home.row();
    String table = home.table();
    String column = home.column();
    String purpose = home.purpose();
    var host = home.host();
    return Stream.of(
        new SealContext(cases.id(), table, row, column, purpose, host),
        new SealContext(row, table, workspace, column, purpose, host),
        new SealContext(workspace, table + "s", row, column, purpose, host),
        new SealContext(workspace, table, cases.id(), column, purpose, host),
        new SealContext(workspace, table, row, column + "s", purpose, host),
        new SealContext(workspace, table, row, column, purpose + "s", host),
        new SealContext(workspace, table, row, purpose + "x", column, host),
        home.boundTo("x." + host.orElse("example")),
        host.isPresent()
            ? new SealContext(workspace, table, row, column, purpose, Optional.empty())
            : home.boundTo("example"));
  }
}
