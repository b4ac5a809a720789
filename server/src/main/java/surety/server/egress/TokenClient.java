package surety.server.egress;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// Asks authorization servers for tokens, and tells them that one is no longer used: the only door
/// through which connections send a body. It leads to paths that tokens are had or ended at, and
/// takes no fields but those of OAuth.
///
/// It passes the same checks as every read, follows no redirect and never tries again: a token that
/// may be used once may have been used by a request whose answer was lost.
public final class TokenClient {

  private static final Pattern PATH =
      Pattern.compile("(?:/[A-Za-z0-9._-]+)*/(?:token|tokens/bearer|revoke|revocation)");
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final EgressClient client;

  /// A client that sends through `client`.
  public TokenClient(EgressClient client) {
    this.client = client;
  }

  /// Whether tokens may be asked for at this path.
  public static boolean isTokenPath(String path) {
    return PATH.matcher(path).matches() && !path.contains("/.");
  }

  /// Sends a form. Unlike a read, an answer with any status is read, because the body says what was
  /// wrong; a redirect is refused.
  ///
  /// @param credential bound to the endpoint's origin; may hold no header
  public <T> Exchange<T> post(
      URI endpoint, TokenForm form, Credential credential, BodyReader<T> reader) {
    Optional<Refusal> refusal = client.refusePlace(Origin.of(endpoint), credential);
    if (refusal.isPresent()) {
      return new Exchange.Refused<>(refusal.get());
    }
    if (!isTokenPath(endpoint.getRawPath()) || endpoint.getRawQuery() != null) {
      return new Exchange.Refused<>(Refusal.PATH_NOT_DECLARED);
    }
    HttpUriRequestBase request = new HttpUriRequestBase("POST", endpoint);
    request.setHeader("Accept", "application/json");
    byte[] body = form.body();
    request.setEntity(new ByteArrayEntity(body, form.type()));
    try {
      return client.once(endpoint, request, credential, reader, LONGEST);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }
}
