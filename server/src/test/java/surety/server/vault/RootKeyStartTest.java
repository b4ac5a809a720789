package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.RANDOM;
import static surety.server.vault.VaultFixture.newKeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyFile;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RootKeyStartTest {
  private static final String IN_ENVIRONMENT = "q83vEjRWeJCrze8SNFZ4kAECAwQFBgcICQoLDA0OD/8=";

  @TempDir Path data;
  private Path path;
  private RootKeyFile file;

  @BeforeEach
  void nameTheFile() {
    path = data.resolve("keys/root.key");
    file = new RootKeyFile(path);
  }

  @Test
  void the_first_start_makes_a_key_and_the_next_one_finds_it() {
    KeyRing first = start(Map.of()).keys(List.of());
    assertThat(start(Map.of()).keys(List.of(use(first)))).isEqualTo(first);
  }

  @Test
  void a_start_without_a_key_is_refused_while_values_are_sealed_and_makes_none() {
    KeyRing lost = newKeys();
    assertThatThrownBy(() -> start(Map.of()).keys(List.of(use(lost))))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "There is no root key, but 3 credentials are sealed under %s. Restore the file %s or"
                + " set SURETY_ROOT_KEY.",
            lost.current().id(), path);
    assertThat(path).doesNotExist();
  }

  @Test
  void a_start_with_another_key_is_refused() {
    KeyRing lost = newKeys();
    KeyRing found = file.create(RANDOM);
    assertThatThrownBy(() -> start(Map.of()).keys(List.of(use(found), use(lost))))
        .isInstanceOf(StartRefused.class)
        .hasMessage(
            "The file %s holds root key %s, but 3 credentials are sealed under %s. Add that key.",
            path, found.current().id(), lost.current().id());
  }

  @Test
  void a_former_key_is_enough_for_what_is_sealed_under_it() {
    KeyRing former = file.create(RANDOM);
    KeyRing rotated = former.rotatedTo(RootKey.generate(RANDOM));
    file.replace(rotated);
    assertThat(start(Map.of()).keys(List.of(use(former)))).isEqualTo(rotated);
  }

  @Test
  void the_environment_goes_before_the_file() {
    KeyRing inFile = file.create(RANDOM);
    KeyRing keys = start(Map.of("SURETY_ROOT_KEY", IN_ENVIRONMENT)).keys(List.of());
    assertThat(keys.current()).isEqualTo(RootKey.parse(IN_ENVIRONMENT));
    assertThatThrownBy(
            () -> start(Map.of("SURETY_ROOT_KEY", IN_ENVIRONMENT)).keys(List.of(use(inFile))))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("The environment variable SURETY_ROOT_KEY holds root key");
  }

  @Test
  void former_keys_come_from_the_environment_too() {
    String key = Base64.getEncoder().encodeToString(drawn());
    KeyRing keys =
        start(Map.of("SURETY_ROOT_KEY", IN_ENVIRONMENT, "SURETY_ROOT_FORMER_KEY", key))
            .keys(List.of());
    assertThat(keys.former()).containsExactly(RootKey.parse(key));
  }

  @Test
  void the_settings_do_not_print_the_key() {
    assertThat(new RootKeySettings(IN_ENVIRONMENT, IN_ENVIRONMENT).toString())
        .doesNotContain(IN_ENVIRONMENT);
  }

  @Test
  void a_malformed_key_in_the_environment_does_not_fall_back_to_the_file() {
    file.create(RANDOM);
    assertThatThrownBy(() -> start(Map.of("SURETY_ROOT_KEY", "c2hvcnQ=")).keys(List.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessage("root key length: 5 (expected: 32)");
  }

  @Test
  void a_file_that_others_may_read_is_refused() throws IOException {
    file.create(RANDOM);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> start(Map.of()).keys(List.of()))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("rw-r--r--");
  }

  private RootKeyStart start(Map<String, String> environment) {
    var settings =
        new RootKeySettings(
            environment.get("SURETY_ROOT_KEY"), environment.get("SURETY_ROOT_FORMER_KEY"));
    return new RootKeyStart(settings.environment(), file, RANDOM);
  }

  private static byte[] drawn() {
    byte[] bytes = new byte[RootKey.BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static RootKeyStart.InUse use(KeyRing keys) {
    return new RootKeyStart.InUse(keys.current().id(), 3);
  }
}
