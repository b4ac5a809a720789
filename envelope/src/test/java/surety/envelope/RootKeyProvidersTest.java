package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RootKeyProvidersTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path scratch;
  private Path folder;
  private Path file;
  private RootKeyFile keys;

  @BeforeEach
  void nameTheFile() {
    folder = scratch.resolve("keys");
    file = folder.resolve("root.key");
    keys = new RootKeyFile(file);
  }

  @Test
  void a_created_file_is_its_owners_alone_and_loads_to_the_same_key() throws IOException {
    assertThat(keys.exists()).isFalse();
    KeyRing created = keys.create(RANDOM);
    assertThat(keys.load()).isEqualTo(created);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(names(folder)).containsExactly("root.key");
  }

  @Test
  void an_existing_file_is_never_overwritten() throws IOException {
    KeyRing created = keys.create(RANDOM);
    assertThatThrownBy(() -> keys.create(RANDOM))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith("exists already");
    assertThat(keys.load()).isEqualTo(created);
    assertThat(names(folder)).containsExactly("root.key");
  }

  @Test
  void of_many_that_create_at_once_one_succeeds() throws Exception {
    Callable<Boolean> create =
        () -> {
          try {
            keys.create(RANDOM);
            return true;
          } catch (RootKeyRefused e) {
            return false;
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int created = 0;
      for (var attempt : threads.invokeAll(List.of(create, create, create, create, create))) {
        created += attempt.get() ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
  void a_file_that_others_may_use_is_refused(String found) throws IOException {
    keys.create(RANDOM);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(found));
    assertThatThrownBy(keys::load)
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith(
            "root.key has permissions " + found + " (expected: at most rw-------)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwxrwxrwx"})
  void a_folder_that_others_may_enter_is_refused(String found) throws IOException {
    keys.create(RANDOM);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(found));
    assertThatThrownBy(keys::load)
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith("keys has permissions " + found + " (expected: at most rwx------)");
    Files.delete(file);
    assertThatThrownBy(() -> keys.create(RANDOM)).isInstanceOf(RootKeyRefused.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void a_read_only_file_is_accepted() throws IOException {
    KeyRing created = keys.create(RANDOM);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThat(keys.load()).isEqualTo(created);
  }

  @Test
  void a_symbolic_link_is_refused() throws IOException {
    keys.create(RANDOM);
    Path link = Files.createSymbolicLink(file.resolveSibling("link.key"), file);
    assertThatThrownBy(() -> new RootKeyFile(link).load())
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith("is not a regular file");
  }

  @Test
  void an_absent_empty_short_or_binary_file_is_refused() throws IOException {
    assertThatThrownBy(keys::load)
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith("does not exist");
    keys.create(RANDOM);
    Files.writeString(file, "# nothing\n\n");
    assertThatThrownBy(keys::load).hasMessageEndingWith("holds no key");
    Files.writeString(file, Base64.getEncoder().encodeToString(new byte[31]));
    assertThatThrownBy(keys::load).hasMessage("root key length: 31 (expected: 32)");
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE});
    assertThatThrownBy(keys::load)
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageEndingWith("is not text");
    Files.write(file, new byte[20_000]);
    assertThatThrownBy(keys::load).hasMessageEndingWith("is larger than 16 KiB");
  }

  @Test
  void a_rotated_ring_replaces_the_file_and_keeps_the_former_key() throws IOException {
    KeyRing before = keys.create(RANDOM);
    KeyRing after = before.rotatedTo(RootKey.generate(RANDOM));
    keys.replace(after);
    assertThat(keys.load()).isEqualTo(after);
    assertThat(permissions(file)).isEqualTo("rw-------");
    keys.replace(after.without(before.current().id()));
    assertThat(keys.load().ids()).containsExactly(after.current().id());
    assertThat(names(folder)).containsExactly("root.key");
  }

  @Test
  void a_file_of_wrapped_keys_is_of_no_use_without_what_wrapped_them() throws IOException {
    RootKeyFile wrapped = wrappedBy((byte) 0x5A);
    KeyRing ring = wrapped.create(RANDOM).openingWith(List.of(RootKey.generate(RANDOM)));
    wrapped.replace(ring);
    assertThat(wrapped.load()).isEqualTo(ring);
    assertThat(wrapped.origin()).isEqualTo("file " + file + ", wrapped by a stand-in");
    byte[] onDisk = Files.readAllBytes(file);
    assertThat(ring.all()).noneMatch(key -> key.appearsIn(onDisk));
    assertThatThrownBy(() -> wrappedBy((byte) 0x5B).load())
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageContaining("was unwrapped to another");
    assertThatThrownBy(keys::load).isInstanceOf(RootKeyRefused.class);
    Files.writeString(file, "no id\n");
    assertThatThrownBy(wrapped::load).hasMessageContaining("a wrapped root key is malformed");
  }

  @Test
  void a_device_takes_back_only_what_it_wrapped_for_this_key() {
    SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
    var device = new DeviceKeyWrapping(key, Security.getProvider("SunJCE"), "device", RANDOM);
    byte[] bytes = new byte[RootKey.BYTES];
    RANDOM.nextBytes(bytes);
    RootKeyId id = RootKey.of(bytes).id();
    String wrapped = device.wrap(id, bytes);
    assertThat(device.unwrap(id, wrapped)).isEqualTo(bytes);
    assertThat(device.wrap(id, bytes)).isNotEqualTo(wrapped);
    RootKeyId other = RootKey.generate(RANDOM).id();
    assertThatThrownBy(() -> device.unwrap(other, wrapped))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageStartingWith("the device did not take root key " + other);
    for (String malformed :
        List.of("vault:v1:AAAA", "aes-gcm:v1:AAAA", "aes-gcm:v1:%%", wrapped.substring(1))) {
      assertThatThrownBy(() -> device.unwrap(id, malformed)).isInstanceOf(RootKeyRefused.class);
    }
  }

  private RootKeyFile wrappedBy(byte mask) {
    return new RootKeyFile(
        file,
        new RootKeyWrapping() {
          @Override
          public String wrap(RootKeyId id, byte[] rootKey) {
            return Base64.getEncoder().encodeToString(masked(rootKey));
          }

          @Override
          public byte[] unwrap(RootKeyId id, String wrapped) {
            return masked(Base64.getDecoder().decode(wrapped));
          }

          @Override
          public String origin() {
            return "a stand-in";
          }

          private byte[] masked(byte[] bytes) {
            byte[] out = bytes.clone();
            for (int i = 0; i < out.length; i++) {
              out[i] ^= mask;
            }
            return out;
          }
        });
  }

  @Test
  void the_environment_names_the_current_and_the_former_keys() {
    RootKey current = RootKey.generate(RANDOM);
    RootKey former = RootKey.generate(RANDOM);
    RootKey older = RootKey.generate(RANDOM);
    var provider =
        new RootKeyEnvironment(
            Map.of(
                "KEY",
                current.toBase64(),
                "FORMER_KEY",
                former.toBase64() + ", " + older.toBase64()),
            "KEY",
            "FORMER_KEY");
    assertThat(provider.exists()).isTrue();
    assertThat(provider.load()).isEqualTo(new KeyRing(current, List.of(former, older)));
    assertThat(provider.origin()).isEqualTo("environment variable KEY");
  }

  @Test
  void an_unset_blank_or_malformed_variable_is_refused() {
    var unset = new RootKeyEnvironment(Map.of("KEY", "  "), "KEY", "FORMER_KEY");
    assertThat(unset.exists()).isFalse();
    assertThatThrownBy(unset::load).hasMessage("environment: KEY is not set");
    var malformed = new RootKeyEnvironment(Map.of("KEY", "secret!"), "KEY", "FORMER_KEY");
    assertThatThrownBy(malformed::load)
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageNotContaining("secret!");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
