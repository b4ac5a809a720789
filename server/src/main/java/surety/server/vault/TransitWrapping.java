package surety.server.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import surety.envelope.RootKeyId;
import surety.envelope.RootKeyRefused;
import surety.envelope.RootKeyWrapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Wraps root keys with the transit engine of OpenBao or HashiCorp Vault: `POST
/// /v1/{mount}/encrypt/{name}` and `.../decrypt/{name}`. HTTPS alone; no redirect is followed, no
/// proxy asked. Whatever goes wrong is a refusal: there is no other way to the key.
final class TransitWrapping implements RootKeyWrapping {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TransitSettings settings;
  private final URI address;
  private final HttpClient client;

  private TransitWrapping(TransitSettings settings, URI address, HttpClient client) {
    this.settings = settings;
    this.address = address;
    this.client = client;
  }

  /// @throws RootKeyRefused if the settings do not name a service to be reached over HTTPS
  static TransitWrapping of(TransitSettings settings) {
    URI address = settings.address();
    if (address == null || !"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new RootKeyRefused(
          "SURETY_ROOT_TRANSIT_ADDRESS is not of the form https://host[:port]");
    }
    if (!NAME.matcher(settings.mount()).matches() || !NAME.matcher(settings.name()).matches()) {
      throw new RootKeyRefused(
          "SURETY_ROOT_TRANSIT_MOUNT and _NAME are letters, digits and _.- (at most 100)");
    }
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(settings.timeout());
    if (settings.authority() != null) {
      client.sslContext(trusting(settings.authority()));
    }
    return new TransitWrapping(settings, address, client.build());
  }

  @Override
  public String wrap(RootKeyId id, byte[] rootKey) {
    return ask("encrypt", "plaintext", Base64.getEncoder().encodeToString(rootKey), "ciphertext");
  }

  @Override
  public byte[] unwrap(RootKeyId id, String wrapped) {
    try {
      return Base64.getDecoder().decode(ask("decrypt", "ciphertext", wrapped, "plaintext"));
    } catch (IllegalArgumentException e) {
      throw refused("answered a key that is not base64"); // the cause quotes a character of it
    }
  }

  @Override
  public String origin() {
    return "transit key " + settings.name() + " at " + address;
  }

  private String ask(String operation, String field, String value, String wanted) {
    String path = "/v1/" + settings.mount() + "/" + operation + "/" + settings.name();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(settings.timeout())
            .header("X-Vault-Token", token())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of(field, value))))
            .build();
    HttpResponse<byte[]> answer = send(request);
    if (answer.statusCode() != 200) {
      throw refused(meaning(answer.statusCode()));
    }
    return text(answer.body(), wanted);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(
          request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    } catch (IOException e) {
      throw refused("could not be asked: " + e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("was not waited for");
    }
  }

  private String text(byte[] answer, String wanted) {
    try {
      JsonNode found = JSON.readTree(answer).path("data").path(wanted);
      if (found.isString() && !found.stringValue().isEmpty()) {
        return found.stringValue();
      }
    } catch (JacksonException e) {
      throw refused("answered something that is no JSON"); // the cause quotes the answer
    }
    throw refused("answered without " + wanted);
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> "did not wrap this key, or has another key by that name (400)";
      case 401, 403 -> "did not accept the token for this (" + status + ")";
      case 404 -> "has no such key or mount (404)";
      case 503 -> "is sealed or not ready (503)";
      default -> "answered " + status;
    };
  }

  private RootKeyRefused refused(String what) {
    return new RootKeyRefused("the " + origin() + " " + what);
  }

  // Read at each request: such tokens are short-lived and renewed by another program.
  private String token() {
    String token =
        VaultConfiguration.firstLine(settings.tokenFile(), "SURETY_ROOT_TRANSIT_TOKEN_FILE");
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw refused("cannot be asked: the token has characters that no token has");
    }
    return token;
  }

  private static SSLContext trusting(Path authority) {
    try (var in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new RootKeyRefused(
          "the file that SURETY_ROOT_TRANSIT_AUTHORITY names holds no certificates in PEM");
    }
  }
}
