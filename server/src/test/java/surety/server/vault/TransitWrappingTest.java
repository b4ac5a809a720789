package surety.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static surety.server.vault.VaultFixture.RANDOM;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import surety.envelope.KeyRing;
import surety.envelope.RootKey;
import surety.envelope.RootKeyFile;
import surety.envelope.RootKeyRefused;
import surety.server.platform.StartRefused;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TransitWrappingTest {
  private static final String TOKEN = "s.Jx7vKq2mTzYwR4nB8cLd";

  @TempDir Path data;
  private StandInTransit service;
  private Duration patience = Duration.ofSeconds(30);

  @BeforeEach
  void start() throws IOException {
    service = new StandInTransit(TOKEN);
    Files.writeString(data.resolve("token"), TOKEN + "\n");
    Files.writeString(data.resolve("ca.pem"), service.pem());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void the_file_holds_keys_that_only_the_service_can_unwrap() throws IOException {
    RootKeyFile file = file(wrapping());
    KeyRing created = file.create(RANDOM);
    KeyRing rotated = created.rotatedTo(RootKey.generate(RANDOM));
    file.replace(rotated);
    assertThat(file(wrapping()).load()).isEqualTo(rotated);
    byte[] onDisk = Files.readAllBytes(file.path());
    assertThat(rotated.all()).noneMatch(key -> key.appearsIn(onDisk));
    assertThat(Files.readAllLines(file.path()).get(1))
        .matches(rotated.current().id() + " vault:v1:[A-Za-z0-9+/=]+");
    assertThat(file.origin()).endsWith("wrapped by transit key surety at " + service.address());
    assertThat(service.requests())
        .first()
        .isEqualTo("POST /v1/transit/encrypt/surety application/json");
  }

  @Test
  void whatever_goes_wrong_is_a_refusal_and_no_key_is_drawn_instead() throws IOException {
    KeyRing created = file(wrapping()).create(RANDOM);
    String before = Files.readString(data.resolve("keys/root.transit"));
    assertRefused(403, "did not accept the token for this (403)");
    assertRefused(404, "has no such key or mount (404)");
    assertRefused(503, "is sealed or not ready (503)");
    assertRefused(302, "answered 302");
    service.answer("{\"data\":{}}");
    assertLoadRefused("answered without plaintext");
    service.answer("<html>");
    assertLoadRefused("answered something that is no JSON");
    service.answer("{\"data\":{\"plaintext\":\"%%%\"}}");
    assertLoadRefused("answered a key that is not base64");
    service.answer(" ".repeat(70_000));
    assertLoadRefused("could not be asked");
    byte[] another = new byte[RootKey.BYTES];
    RANDOM.nextBytes(another);
    service.answer(
        "{\"data\":{\"plaintext\":\"" + Base64.getEncoder().encodeToString(another) + "\"}}");
    assertLoadRefused("root key " + created.current().id() + " was unwrapped to another");
    assertThat(Files.readString(data.resolve("keys/root.transit"))).isEqualTo(before);
  }

  @Test
  void a_service_that_does_not_answer_is_not_waited_for() {
    file(wrapping()).create(RANDOM);
    service.hang();
    patience = Duration.ofSeconds(2);
    long begun = System.nanoTime();
    assertLoadRefused("could not be asked: HttpTimeoutException");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    service.close();
    assertLoadRefused("could not be asked: ConnectException");
  }

  @Test
  void a_host_that_is_not_the_one_that_was_vouched_for_gets_no_token() throws IOException {
    Path nobody = data.resolve("other.pem");
    try (var other = new StandInTransit(TOKEN)) {
      Files.writeString(nobody, other.pem());
    }
    var wrapping = TransitWrapping.of(settings(service.address(), nobody));
    assertThatThrownBy(() -> file(wrapping).create(RANDOM))
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageContaining("could not be asked: SSLHandshakeException");
    assertThat(service.requests()).isEmpty();
    assertThatThrownBy(() -> TransitWrapping.of(settings(URI.create("http://localhost"), null)))
        .hasMessage("SURETY_ROOT_TRANSIT_ADDRESS is not of the form https://host[:port]");
  }

  @Test
  void a_token_that_was_renewed_counts_and_an_absent_one_is_told() throws IOException {
    RootKeyFile file = file(wrapping());
    file.create(RANDOM);
    service.expect("renewed");
    assertLoadRefused("did not accept the token");
    Files.writeString(data.resolve("token"), "renewed");
    assertThat(file.load().former()).isEmpty();
    Files.delete(data.resolve("token"));
    assertLoadRefused("the file that SURETY_ROOT_TRANSIT_TOKEN_FILE names cannot be read");
  }

  @Test
  void a_server_moves_from_its_file_to_the_service_by_being_started_with_it() {
    KeyRing inFile = new RootKeyFile(data.resolve("keys/root.key")).create(RANDOM);
    var use = List.of(new RootKeyStart.InUse(inFile.current().id(), 3));
    var start =
        new RootKeyStart(
            file(wrapping()), List.of(new RootKeyFile(data.resolve("keys/root.key"))), RANDOM);
    KeyRing moved = start.keys(use);
    assertThat(moved.former()).containsExactly(inFile.current());
    assertThat(start.keys(use)).isEqualTo(moved);
    service.status(503);
    assertThatThrownBy(() -> start.keys(use))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("is sealed or not ready");
  }

  private void assertRefused(int status, String message) {
    service.status(status);
    assertLoadRefused(message);
    service.status(200);
  }

  private void assertLoadRefused(String message) {
    assertThatThrownBy(() -> file(wrapping()).load())
        .isInstanceOf(RootKeyRefused.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining(TOKEN);
  }

  private RootKeyFile file(TransitWrapping wrapping) {
    return new RootKeyFile(data.resolve("keys/root.transit"), wrapping);
  }

  private TransitWrapping wrapping() {
    return TransitWrapping.of(settings(service.address(), data.resolve("ca.pem")));
  }

  private TransitSettings settings(URI address, @Nullable Path authority) {
    return new TransitSettings(
        address, "transit", "surety", data.resolve("token"), authority, patience);
  }
}
