package surety.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.Security;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs `vectors/envelope-v1.json`, which an implementation that shares no code with this one
/// wrote.
@DisplayNameGeneration(ReplaceUnderscores.class)
class VectorsTest {
  private static final JsonNode VECTORS =
      JsonMapper.shared().readTree(Path.of("vectors", "envelope-v1.json"));

  record Vector(JsonNode fields) {
    String text(String field) {
      return fields.get(field).stringValue();
    }

    byte[] bytes(String field) {
      return HexFormat.of().parseHex(text(field));
    }

    RootKey rootKey() {
      return RootKey.of(bytes("rootKey"));
    }

    WorkspaceKeySalt salt() {
      return WorkspaceKeySalt.of(bytes("workspaceKeySalt"));
    }

    SealContext context() {
      return new SealContext(
          UUID.fromString(text("workspace")),
          text("table"),
          UUID.fromString(text("row")),
          text("column"),
          text("purpose"),
          Optional.of(text("host")).filter(host -> !host.isEmpty()));
    }

    @Override
    public String toString() {
      return text("name");
    }
  }

  static Stream<Vector> seal() {
    return vectors("seal");
  }

  static Stream<Vector> rewrap() {
    return vectors("rewrap");
  }

  static Stream<Vector> notAuthentic() {
    return vectors("notAuthentic");
  }

  static Stream<Vector> derive() {
    return vectors("derive");
  }

  static Stream<Vector> wrapRootKey() {
    return vectors("wrapRootKey");
  }

  @ParameterizedTest
  @MethodSource("seal")
  void a_root_key_has_the_id_that_the_specification_derives(Vector vector) {
    assertThat(vector.rootKey().id().hex()).isEqualTo(vector.text("rootKeyId"));
  }

  @ParameterizedTest
  @MethodSource("seal")
  void a_workspace_has_the_key_that_the_specification_derives(Vector vector) {
    SecretBytes kek = vector.rootKey().workspaceKek(vector.context().workspace(), vector.salt());
    assertThat(kek).isEqualTo(SecretBytes.copyOf(vector.bytes("kek")));
  }

  @ParameterizedTest
  @MethodSource("seal")
  void sealing_with_the_same_randomness_gives_the_same_bytes(Vector vector) {
    var random =
        new Scripted(vector.bytes("dek"), vector.bytes("wrapNonce"), vector.bytes("nonce"));
    Sealed sealed =
        new Envelope(new KeyRing(vector.rootKey()), random)
            .seal(SecretBytes.copyOf(vector.bytes("plaintext")), vector.context(), vector.salt());
    assertThat(sealed.bytes()).isEqualTo(vector.bytes("sealed"));
  }

  @ParameterizedTest
  @MethodSource("seal")
  void what_another_implementation_sealed_opens(Vector vector) {
    SecretBytes opened = open(vector);
    assertThat(opened).isEqualTo(SecretBytes.copyOf(vector.bytes("plaintext")));
  }

  @ParameterizedTest
  @MethodSource("rewrap")
  void rewrapping_with_the_same_randomness_gives_the_same_bytes(Vector vector) {
    RootKey later = RootKey.of(vector.bytes("laterRootKey"));
    var envelope =
        new Envelope(
            new KeyRing(vector.rootKey()).rotatedTo(later),
            new Scripted(vector.bytes("rewrapNonce")));
    Sealed rewrapped =
        envelope.rewrap(Sealed.of(vector.bytes("sealed")), vector.context(), vector.salt());
    assertThat(rewrapped.bytes()).isEqualTo(vector.bytes("rewrapped"));
  }

  @ParameterizedTest
  @MethodSource("notAuthentic")
  void an_altered_value_or_place_is_not_authentic(Vector vector) {
    assertThatThrownBy(() -> open(vector)).isInstanceOf(NotAuthentic.class);
  }

  @ParameterizedTest
  @MethodSource("derive")
  void keys_for_other_purposes_are_those_of_the_specification(Vector vector) {
    int length = Integer.parseInt(vector.text("length"));
    SecretBytes derived =
        vector.rootKey().derive(vector.text("purpose"), vector.bytes("info"), length);
    assertThat(derived).isEqualTo(SecretBytes.copyOf(vector.bytes("derived")));
  }

  @ParameterizedTest
  @MethodSource("wrapRootKey")
  void a_root_key_is_wrapped_as_the_specification_says(Vector vector) {
    var lines =
        new RootKeyLines.Wrapped(
            new DeviceKeyWrapping(
                new SecretKeySpec(vector.bytes("wrappingKey"), "AES"),
                Security.getProvider("SunJCE"),
                "device",
                new Scripted(vector.bytes("nonce"))));
    assertThat(lines.write(vector.rootKey())).isEqualTo(vector.text("line"));
    assertThat(lines.read(vector.text("line"))).isEqualTo(vector.rootKey());
  }

  private static SecretBytes open(Vector vector) {
    return Cases.envelope(new KeyRing(vector.rootKey()))
        .open(Sealed.of(vector.bytes("sealed")), vector.context(), vector.salt());
  }

  private static Stream<Vector> vectors(String group) {
    return VECTORS.get(group).valueStream().map(Vector::new);
  }
}
