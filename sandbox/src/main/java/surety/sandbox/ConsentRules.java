package surety.sandbox;

import java.util.Map;

/// What a vendor's authorization server is like.
///
/// @param basic whether apps prove themselves with HTTP Basic, otherwise in the form
/// @param pkce whether a code without a verifier is refused
/// @param strict whether a refresh token that is shown again ends the consent
/// @param tells parameters that the way back from the consent carries besides
/// @param gives what comes with the tokens besides
record ConsentRules(
    String authorize,
    String token,
    String revoke,
    boolean basic,
    boolean pkce,
    boolean strict,
    Map<String, String> tells,
    Map<String, String> gives) {

  /// The vendors that ask for consent.
  static Map<Vendor, ConsentServer> servers() {
    return Map.of(
        Vendor.QUICKBOOKS,
        new ConsentServer(
            new ConsentRules(
                "/connect/oauth2",
                "/oauth2/v1/tokens/bearer",
                "/v2/oauth2/tokens/revoke",
                true,
                false,
                false,
                Map.of("realmId", Tokens.QUICKBOOKS_REALM),
                Map.of())),
        Vendor.XERO,
        new ConsentServer(
            new ConsentRules(
                "/identity/connect/authorize",
                "/connect/token",
                "/connect/revocation",
                true,
                true,
                false,
                Map.of(),
                Map.of())),
        Vendor.ACCELO,
        new ConsentServer(
            new ConsentRules(
                "/oauth2/v0/authorize",
                "/oauth2/v0/token",
                "/oauth2/v0/revoke",
                true,
                false,
                false,
                Map.of(),
                Map.of())),
        Vendor.KANTATA,
        new ConsentServer(
            new ConsentRules(
                "/oauth/authorize",
                "/oauth/token",
                "/oauth/revoke",
                false,
                true,
                true,
                Map.of(),
                Map.of())),
        Vendor.RESOURCEGURU,
        new ConsentServer(
            new ConsentRules(
                "/oauth/authorize",
                "/oauth/token",
                "/oauth/revoke",
                false,
                false,
                false,
                Map.of(),
                Map.of())),
        Vendor.SALESFORCE,
        new ConsentServer(
            new ConsentRules(
                "/services/oauth2/authorize",
                "/services/oauth2/token",
                "/services/oauth2/revoke",
                false,
                true,
                true,
                Map.of(),
                Map.of(
                    "instance_url",
                    "https://" + Tokens.SALESFORCE_DOMAIN + ".my.salesforce.com"))));
  }
}
