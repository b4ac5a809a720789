package surety.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// What a vendor's authorization server is like.
///
/// @param tells parameters that the way back from the consent carries besides
/// @param gives what comes with the tokens besides
record ConsentRules(
    String authorize,
    String token,
    String revoke,
    Set<Trait> traits,
    Map<String, String> tells,
    Map<String, String> gives) {

  /// In what vendors differ.
  enum Trait {
    /// Apps prove themselves with HTTP Basic, otherwise in the form.
    BASIC,
    /// A code without a verifier is refused.
    PKCE,
    /// A refresh token that is shown again ends the consent.
    STRICT
  }

  private static ConsentRules at(String authorize, String token, String revoke, Trait... traits) {
    return new ConsentRules(authorize, token, revoke, Set.of(traits), Map.of(), Map.of());
  }

  private ConsentRules telling(String parameter, String value) {
    return new ConsentRules(authorize, token, revoke, traits, Map.of(parameter, value), gives);
  }

  private ConsentRules giving(String member, String value) {
    return new ConsentRules(authorize, token, revoke, traits, tells, Map.of(member, value));
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /// The vendors that ask for consent.
  static Map<Vendor, ConsentServer> servers() {
    Map<Vendor, ConsentServer> servers = new EnumMap<>(Vendor.class);
    rules().forEach((vendor, rules) -> servers.put(vendor, new ConsentServer(rules)));
    return servers;
  }

  private static Map<Vendor, ConsentRules> rules() {
    return Map.of(
        Vendor.QUICKBOOKS,
        at("/connect/oauth2", "/oauth2/v1/tokens/bearer", "/v2/oauth2/tokens/revoke", Trait.BASIC)
            .telling("realmId", Tokens.QUICKBOOKS_REALM),
        Vendor.XERO,
        at(
            "/identity/connect/authorize",
            "/connect/token",
            "/connect/revocation",
            Trait.BASIC,
            Trait.PKCE),
        Vendor.ACCELO,
        at("/oauth2/v0/authorize", "/oauth2/v0/token", "/oauth2/v0/revoke", Trait.BASIC),
        Vendor.KANTATA,
        at("/oauth/authorize", "/oauth/token", "/oauth/revoke", Trait.PKCE, Trait.STRICT),
        Vendor.RESOURCEGURU,
        at("/oauth/authorize", "/oauth/token", "/oauth/revoke"),
        Vendor.SALESFORCE,
        at(
                "/services/oauth2/authorize",
                "/services/oauth2/token",
                "/services/oauth2/revoke",
                Trait.PKCE,
                Trait.STRICT)
            .giving("instance_url", "https://" + Tokens.SALESFORCE_DOMAIN + ".my.salesforce.com"));
  }
}
