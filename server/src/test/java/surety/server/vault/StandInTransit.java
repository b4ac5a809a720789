package surety.server.vault;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import surety.server.egress.TestTls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks the wire format of the transit engine of OpenBao 2 for one key, `surety`: requests and
/// answers of `encrypt` and `decrypt`, ciphertexts as `vault:v1:base64(nonce || ciphertext ||
/// tag)`, errors as `{"errors": [...]}`.
final class StandInTransit implements AutoCloseable {
  private final TestTls host = TestTls.named("localhost", this::handle);
  private final SecretKeySpec key = new SecretKeySpec(drawn(32), "AES");
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile String token;
  private volatile String answer = "";
  private volatile int status = 200;
  private volatile boolean hanging;

  StandInTransit(String token) {
    this.token = token;
  }

  URI address() {
    return URI.create("https://localhost:" + host.port());
  }

  String pem() {
    return host.pem();
  }

  /// Method, path and type of each request that had arrived.
  List<String> requests() {
    return requests;
  }

  void expect(String otherToken) {
    token = otherToken;
  }

  /// Answers with this status from now on, if not 200.
  void status(int always) {
    status = always;
  }

  /// Answers with this body from now on.
  void answer(String always) {
    answer = always;
  }

  /// Answers nothing from now on.
  void hang() {
    hanging = true;
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Content-Type"));
    JsonNode asked = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
    if (hanging) {
      awaitEnd();
    }
    if (status != 200) {
      exchange.getResponseHeaders().add("Location", address() + "/elsewhere");
      send(exchange, status, Map.of("errors", List.of()));
    } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
      send(exchange, 403, Map.of("errors", List.of("permission denied")));
    } else if (!answer.isEmpty()) {
      send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
    } else if (exchange.getRequestURI().getPath().equals("/v1/transit/encrypt/surety")) {
      send(exchange, 200, data("ciphertext", encrypted(asked.path("plaintext").stringValue())));
    } else if (exchange.getRequestURI().getPath().equals("/v1/transit/decrypt/surety")) {
      decrypt(exchange, asked.path("ciphertext").stringValue());
    } else {
      send(exchange, 404, Map.of("errors", List.of()));
    }
  }

  private void decrypt(HttpExchange exchange, String ciphertext) throws IOException {
    try {
      byte[] bytes = Base64.getDecoder().decode(ciphertext.substring("vault:v1:".length()));
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, 12))
              .doFinal(bytes, 12, bytes.length - 12);
      send(exchange, 200, data("plaintext", Base64.getEncoder().encodeToString(plain)));
    } catch (GeneralSecurityException e) {
      send(exchange, 400, Map.of("errors", List.of("cipher: message authentication failed")));
    }
  }

  private String encrypted(String plaintext) {
    byte[] nonce = drawn(12);
    byte[] out = Arrays.copyOf(nonce, 12 + 32 + 16);
    try {
      byte[] plain = Base64.getDecoder().decode(plaintext);
      cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain, 0, plain.length, out, 12);
      return "vault:v1:" + Base64.getEncoder().encodeToString(out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    return cipher;
  }

  private static Map<String, Object> data(String name, String value) {
    return Map.of("request_id", "stand-in", "data", Map.of(name, value, "key_version", 1));
  }

  private static void send(HttpExchange exchange, int status, Map<String, Object> body)
      throws IOException {
    send(exchange, status, JsonMapper.shared().writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] drawn(int length) {
    byte[] bytes = new byte[length];
    VaultFixture.RANDOM.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    end.countDown();
    host.close();
  }
}
