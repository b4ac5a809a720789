package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.RANDOM;
import static surety.server.vault.VaultFixture.newKeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    RootKeyStart start = start(Map.of("SURETY_ROOT_KEY", IN_ENVIRONMENT));
    assertThat(start.keys(List.of())).isEqualTo(new KeyRing(RootKey.parse(IN_ENVIRONMENT)));
    assertThatThrownBy(() -> start.keys(List.of(use(inFile), use(newKeys()))))
        .isInstanceOf(StartRefused.class)
        .hasMessageStartingWith("The environment variable SURETY_ROOT_KEY holds root key");
  }

  @Test
  void a_key_of_another_place_opens_what_still_needs_it() {
    KeyRing inFile = file.create(RANDOM);
    KeyRing keys = start(Map.of("SURETY_ROOT_KEY", IN_ENVIRONMENT)).keys(List.of(use(inFile)));
    assertThat(keys.current()).isEqualTo(RootKey.parse(IN_ENVIRONMENT));
    assertThat(keys.former()).containsExactly(inFile.current());
  }

  @Test
  void the_strongest_place_is_not_guessed() {
    var both = settings(IN_ENVIRONMENT, null, null, URI.create("https://bao.example:8200"));
    assertThatThrownBy(both::current)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("transit, environment. Set SURETY_ROOT_PLACE");
    assertThat(settings(null, null, null, URI.create("https://bao.example")).current())
        .isEqualTo(RootKeyPlace.TRANSIT);
    assertThat(settings(IN_ENVIRONMENT, null, RootKeyPlace.FILE, null).current())
        .isEqualTo(RootKeyPlace.FILE);
    assertThatThrownBy(() -> settings(null, null, RootKeyPlace.PKCS11, null).current())
        .hasMessage("SURETY_ROOT_PLACE is pkcs11, but that place is not configured");
  }

  @Test
  void former_keys_of_the_environment_serve_where_the_current_one_is_elsewhere() {
    KeyRing one = newKeys();
    RootKey two = newKeys().current();
    String both = base64(one.current()) + ", " + base64(two);
    assertThat(settings(null, both, null, null).formerOnly().orElseThrow().load().all())
        .containsExactly(one.current(), two);
    assertThat(settings(IN_ENVIRONMENT, both, null, null).formerOnly()).isEmpty();
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
    assertThat(settings(IN_ENVIRONMENT, IN_ENVIRONMENT, null, null).toString())
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
    return RootKeyStart.of(
        RootKeySettings.environment(
            environment.get("SURETY_ROOT_KEY"), environment.get("SURETY_ROOT_FORMER_KEY")),
        file,
        RANDOM);
  }

  static RootKeySettings settings(
      @Nullable String key,
      @Nullable String formerKey,
      @Nullable RootKeyPlace place,
      @Nullable URI transit) {
    return new RootKeySettings(
        key,
        formerKey,
        place,
        new TransitSettings(transit, "transit", "surety", null, null, Duration.ofSeconds(30)),
        new Pkcs11Settings(null, null, "surety", null),
        365,
        365);
  }

  // A key has no way out but into its file.
  private String base64(RootKey key) {
    try {
      Path folder = Files.createTempDirectory(data, "one");
      RootKeyFile holder = new RootKeyFile(folder.resolve("root.key"));
      holder.create(RANDOM);
      holder.replace(new KeyRing(key));
      return Files.readAllLines(holder.path()).getLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
