package surety.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import surety.sandbox.ConsentRules.Trait;
import tools.jackson.databind.node.ObjectNode;

/// Stands in for a vendor's authorization server: consent with a code (RFC 6749), bound to who
/// asked (RFC 7636) where the vendor does that, refresh with rotation, and revocation (RFC 7009).
/// The consent itself is given at once, by nobody.
///
/// A refresh token that was used is known as such: where the vendor is strict, showing it again
/// ends the whole consent, as RFC 9700 advises; elsewhere it works until its successor was used,
/// which helps a client that never got the answer.
public final class ConsentServer implements VendorApi {
  private record Code(String redirect, String challenge, String scope) {}

  private static final class Given {
    String refresh = "";
    String former = "";
    String access = "";
    String scope = "";
    boolean succeeded;
    boolean ended;
  }

  private final ConsentRules rules;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Given> byRefresh = new HashMap<>();
  private final Map<String, Given> byAccess = new HashMap<>();
  private boolean strict;
  private boolean denies;
  private boolean forgets;
  private int refusals;
  private Duration lifetime = Duration.ofMinutes(30);
  private String moreScopes = "";
  private int refreshes;
  private int reuses;
  private int revocations;

  ConsentServer(ConsentRules rules) {
    this.rules = rules;
    this.strict = rules.has(Trait.STRICT);
  }

  /// Whether a refresh token that is shown again ends the whole consent, from now on.
  public synchronized void strict(boolean always) {
    strict = always;
  }

  List<String> paths() {
    return List.of(rules.authorize(), rules.token(), rules.revoke());
  }

  /// Denies consents, or no longer.
  public synchronized void deny(boolean always) {
    denies = always;
  }

  /// Gives no refresh tokens, or does again.
  public synchronized void forgetRefreshTokens(boolean always) {
    forgets = always;
  }

  /// Refuses the next refreshes with `invalid_grant`, without a reason.
  public synchronized void refuse(int times) {
    refusals = times;
  }

  /// How long access tokens last from now on.
  public synchronized void lasting(Duration time) {
    lifetime = time;
  }

  /// Grants more than is asked for.
  public synchronized void grantMore(String scopes) {
    moreScopes = scopes;
  }

  /// Ends all access tokens before their time.
  public synchronized void endAccess() {
    byAccess.clear();
  }

  /// How often tokens were renewed.
  public synchronized int refreshes() {
    return refreshes;
  }

  /// How often a refresh token was shown that had been used already.
  public synchronized int reuses() {
    return reuses;
  }

  /// How many consents were ended by their clients.
  public synchronized int revocations() {
    return revocations;
  }

  /// Whether an access token is good; its use shows that the answer that brought it arrived.
  synchronized boolean knows(String authorization) {
    String token = authorization.replaceFirst("^Bearer ", "");
    Given given = byAccess.get(token);
    if (given == null || given.ended) {
      return false;
    }
    given.succeeded |= token.equals(given.access);
    return true;
  }

  @Override
  public Access authenticate(Request request) {
    return Access.FULL;
  }

  @Override
  public synchronized Reply answer(Request request, Access access) {
    if (request.path().endsWith(rules.authorize())) {
      return consent(request.query());
    }
    if (!request.method().equals("POST")) {
      throw new Refused(405, "invalid_request", "Use POST.");
    }
    Map<String, String> form = form(request);
    checkApp(request, form);
    return request.path().endsWith(rules.revoke()) ? revoke(form) : token(form);
  }

  private static Map<String, String> form(Request request) {
    if (request.header("Content-Type").startsWith("application/json")) {
      Map<String, String> fields = new HashMap<>();
      ObjectNode object = request.object();
      object.propertyNames().forEach(name -> fields.put(name, object.path(name).asString("")));
      return fields;
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : request.body().split("&")) {
      int at = pair.indexOf('=');
      fields.put(
          pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  private void checkApp(Request request, Map<String, String> form) {
    String pair = Tokens.APP_ID + ":" + Tokens.APP_SECRET;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    boolean known =
        rules.has(Trait.BASIC)
            ? request.header("Authorization").equals(basic)
            : Tokens.APP_ID.equals(form.get("client_id"))
                && Tokens.APP_SECRET.equals(form.get("client_secret"));
    if (!known) {
      throw new Refused(401, "invalid_client", "The app is unknown.");
    }
  }

  private Reply consent(Map<String, String> query) {
    String redirect = query.getOrDefault("redirect_uri", "");
    boolean registered =
        Tokens.APP_ID.equals(query.get("client_id"))
            && redirect.matches("https://localhost(:[0-9]+)?/oauth/callback")
            && "code".equals(query.get("response_type"));
    if (!registered
        || (rules.has(Trait.PKCE) && !"S256".equals(query.get("code_challenge_method")))) {
      throw new Refused(400, "invalid_request", "This app may not ask so.");
    }
    Map<String, String> back = new LinkedHashMap<>();
    if (denies) {
      back.put("error", "access_denied");
    } else {
      String code = UUID.randomUUID().toString();
      codes.put(
          code,
          new Code(
              redirect,
              query.getOrDefault("code_challenge", ""),
              (query.getOrDefault("scope", "") + " " + moreScopes).strip()));
      back.put("code", code);
      back.putAll(rules.tells());
    }
    back.put("state", query.getOrDefault("state", ""));
    StringBuilder url = new StringBuilder(redirect);
    back.forEach(
        (name, value) ->
            url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return Reply.json(302, "").header("Location", URI.create(url.toString()).toString());
  }

  private Reply token(Map<String, String> form) {
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> redeem(form);
      case "refresh_token" -> refresh(form.getOrDefault("refresh_token", ""));
      default -> throw new Refused(400, "unsupported_grant_type", "Not known.");
    };
  }

  private Reply redeem(Map<String, String> form) {
    Code code = codes.remove(form.getOrDefault("code", ""));
    boolean same =
        code != null
            && code.redirect().equals(form.get("redirect_uri"))
            && (!rules.has(Trait.PKCE)
                || code.challenge().equals(Pkce.challenge(form.getOrDefault("code_verifier", ""))));
    if (code == null || !same) {
      throw new Refused(400, "invalid_grant", "The code is unknown.");
    }
    Given given = new Given();
    given.scope = code.scope();
    return next(given);
  }

  private Reply refresh(String token) {
    Given given = byRefresh.get(token);
    if (refusals > 0) {
      refusals--;
      throw new Refused(400, "invalid_grant", "Not now.");
    }
    if (given == null || given.ended) {
      throw new Refused(400, "invalid_grant", "The token is unknown.");
    }
    if (!token.equals(given.refresh)) {
      reuses++;
      boolean lost = !strict && token.equals(given.former) && !given.succeeded;
      given.ended = strict;
      if (!lost) {
        throw new Refused(400, "invalid_grant", "The token was used.");
      }
    }
    refreshes++;
    given.former = token;
    return next(given);
  }

  private Reply next(Given given) {
    given.refresh = "refresh-" + UUID.randomUUID();
    given.access = "access-" + UUID.randomUUID();
    given.succeeded = false;
    byRefresh.put(given.refresh, given);
    byAccess.put(given.access, given);
    Json json = new Json().open().put("access_token", given.access).put("token_type", "Bearer");
    json.put("expires_in", lifetime.toSeconds()).put("scope", given.scope);
    rules.gives().forEach(json::put);
    if (!forgets) {
      json.put("refresh_token", given.refresh);
    }
    return Reply.json(200, json.close().toString());
  }

  private Reply revoke(Map<String, String> form) {
    Given given = byRefresh.get(form.getOrDefault("token", ""));
    if (given != null) {
      given.ended = true;
      revocations++;
    }
    return Reply.json(200, "");
  }

  @Override
  public Reply error(Refused refused) {
    Json json = new Json().open().put("error", refused.code());
    json.put("error_description", refused.text());
    return Reply.json(refused.status(), json.close().toString());
  }

  @Override
  public boolean isReport(Request request) {
    return false;
  }

  @Override
  public Collection<Table> tables() {
    return List.of();
  }
}
