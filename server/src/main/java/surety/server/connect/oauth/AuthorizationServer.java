package surety.server.connect.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import surety.server.connect.engine.OAuthPlan;
import surety.server.connect.engine.OAuthPlan.ClientProof;
import surety.server.egress.Credential;
import surety.server.egress.Exchange;
import surety.server.egress.Origin;
import surety.server.egress.TokenClient;
import surety.server.egress.TokenForm;
import tools.jackson.databind.JsonNode;

/// A vendor's authorization server, as one app of this installation speaks to it.
public final class AuthorizationServer {

  private final TokenClient client;
  private final OAuthPlan plan;
  private final Site site;
  private final OAuthApp app;

  /// Where things are.
  ///
  /// @param redirect where the browser comes back to, exactly as it was registered
  public record Site(URI authorize, URI token, Optional<URI> revoke, URI redirect) {}

  /// A server of a vendor.
  public AuthorizationServer(TokenClient client, OAuthPlan plan, Site site, OAuthApp app) {
    this.client = client;
    this.plan = plan;
    this.site = site;
    this.app = app;
  }

  /// Where tokens are had; a refresh token is bound to that place's host.
  public URI token() {
    return site.token();
  }

  /// Where a token can be ended; empty where the vendor has no way to do that.
  public Optional<URI> revocation() {
    return site.revoke();
  }

  /// Where the browser asks for consent.
  ///
  /// @param verifier who shows it later is who asked; not sent now
  public URI consent(ConsentState state, String verifier) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", app.id());
    query.put("redirect_uri", site.redirect().toString());
    if (!plan.scopes().isEmpty()) {
      query.put("scope", String.join(plan.between(), plan.scopes()));
    }
    query.put("state", state.text());
    if (plan.pkce()) {
      query.put("code_challenge", ConsentState.challenge(verifier));
      query.put("code_challenge_method", "S256");
    }
    String text =
        query.entrySet().stream()
            .map(it -> it.getKey() + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(site.authorize() + "?" + text);
  }

  /// Exchanges a code for the first tokens.
  public TokenResult redeem(String code, String verifier) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", site.redirect().toString());
    if (plan.pkce()) {
      fields.put("code_verifier", verifier);
    }
    return TokenAnswer.of(post(site.token(), fields, TokenForm.Encoding.FORM));
  }

  /// Exchanges a refresh token for new tokens.
  public TokenResult refresh(String refreshToken) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "refresh_token");
    fields.put("refresh_token", refreshToken);
    return TokenAnswer.of(post(site.token(), fields, TokenForm.Encoding.FORM));
  }

  /// Ends a consent at the vendor; false if the vendor did not say that it is ended.
  public boolean revoke(String refreshToken) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("token", refreshToken);
    return site.revoke().map(url -> post(url, fields, plan.revokeAs())).stream()
        .anyMatch(it -> it instanceof Exchange.Answered<?>(int status, _, _) && status / 100 == 2);
  }

  private Exchange<JsonNode> post(
      URI endpoint, Map<String, String> fields, TokenForm.Encoding encoding) {
    Map<String, String> headers = new LinkedHashMap<>();
    String secret = app.secret();
    if (plan.client() == ClientProof.BASIC && secret != null) {
      headers.put("Authorization", "Basic " + basic(app.id(), secret));
    } else {
      fields.put("client_id", app.id());
      if (secret != null) {
        fields.put("client_secret", secret);
      }
    }
    return client.post(
        endpoint,
        new TokenForm(fields, encoding),
        Credential.boundTo(Origin.of(endpoint), headers),
        TokenAnswer::read);
  }

  // Both parts are encoded first: RFC 6749, section 2.3.1.
  private static String basic(String id, String secret) {
    String pair = encoded(id) + ":" + encoded(secret);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
