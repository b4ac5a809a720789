package surety.sandbox;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The made-up credentials that the sandbox accepts. They open nothing else.
public final class Tokens {
  /// The organization that `X-Organization-Id` must name.
  public static final String PRODUCTIVE_ORGANIZATION = "2211";

  /// Reads and writes.
  public static final String PRODUCTIVE_FULL = "sandbox-productive-read-write";

  /// Reads; a write is answered with 403.
  public static final String PRODUCTIVE_READ_ONLY = "sandbox-productive-read-only";

  /// A role without financial permissions: no costs, prices and margins, no salaries.
  public static final String PRODUCTIVE_RESTRICTED = "sandbox-productive-restricted";

  /// The account that `Harvest-Account-Id` must name.
  public static final String HARVEST_ACCOUNT = "998877";

  /// An administrator. Harvest has no read-only tokens.
  public static final String HARVEST_FULL = "sandbox-harvest-administrator";

  /// A member: no rates, no invoices, no estimates.
  public static final String HARVEST_RESTRICTED = "sandbox-harvest-member";

  /// The owner of a Float account. Float has no other tokens.
  public static final String FLOAT = "sandbox-float-account-owner";

  /// A user of Pipedrive. Its tokens may do what the user may.
  public static final String PIPEDRIVE = "sandbox-pipedrive-user-token";

  /// A private app at HubSpot with scopes to read; a write is answered with 403.
  public static final String HUBSPOT_READ_ONLY = "pat-eu1-sandbox-hubspot-read";

  /// A private app at HubSpot that may write.
  public static final String HUBSPOT_FULL = "pat-eu1-sandbox-hubspot-write";

  /// The company of a ConnectWise member.
  public static final String CONNECTWISE_COMPANY = "marlinoak";

  /// The id of the integration, which every request names.
  public static final String CONNECTWISE_CLIENT = "00000000-0000-4000-8000-000000007040";

  /// The public key of a ConnectWise member.
  public static final String CONNECTWISE_PUBLIC = "sandboxpublic";

  /// The private key of a ConnectWise member, who may do everything.
  public static final String CONNECTWISE_PRIVATE = "sandbox-connectwise-private";

  /// The integration code that every request to Autotask names.
  public static final String AUTOTASK_CODE = "SANDBOXAUTOTASKCODE";

  /// An API user of Autotask.
  public static final String AUTOTASK_USER = "api@marlinoak.example";

  /// The secret of the API user, who may do everything.
  public static final String AUTOTASK_SECRET = "sandbox-autotask-secret";

  /// What the vendors with consent call the app of an installation.
  public static final String APP_ID = "sandbox-app";

  /// The app's secret.
  public static final String APP_SECRET = "sandbox-app-secret";

  /// A company of QuickBooks Online.
  public static final String QUICKBOOKS_REALM = "9130350000000001";

  /// An access token of QuickBooks Online that nobody consented to and that never expires.
  public static final String QUICKBOOKS = "sandbox-quickbooks-access";

  /// An organisation of Xero.
  public static final String XERO_TENANT = "00000000-0000-4000-8000-000000000001";

  /// What the organisation is called.
  public static final String XERO_ORGANISATION = "Marlin & Oak";

  /// An access token of Xero that nobody consented to and that never expires.
  public static final String XERO = "sandbox-xero-access";

  /// An access token of Accelo that nobody consented to and that never expires.
  public static final String ACCELO = "sandbox-accelo-access";

  /// An access token of Kantata OX that nobody consented to and that never expires.
  public static final String KANTATA = "sandbox-kantata-access";

  /// An account of Resource Guru.
  public static final String RESOURCEGURU_ACCOUNT = "marlinoak";

  /// An access token of Resource Guru that nobody consented to and that never expires.
  public static final String RESOURCEGURU = "sandbox-resourceguru-access";

  /// The first part of the host of an organization at Salesforce.
  public static final String SALESFORCE_DOMAIN = "marlinoak";

  /// An access token of Salesforce that nobody consented to and that never expires.
  public static final String SALESFORCE = "sandbox-salesforce-access";

  /// The account at Scoro that every request names.
  public static final String SCORO_ACCOUNT = "marlinoak";

  /// A key of the company at Scoro, which may do everything.
  public static final String SCORO = "sandbox-scoro-company-key";

  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  Tokens() {}

  void revoke(String token) {
    revoked.add(token);
  }

  Optional<Access> productive(String token) {
    return revoked.contains(token)
        ? Optional.empty()
        : switch (token) {
          case PRODUCTIVE_FULL -> Optional.of(Access.FULL);
          case PRODUCTIVE_READ_ONLY -> Optional.of(Access.READ_ONLY);
          case PRODUCTIVE_RESTRICTED -> Optional.of(Access.WITHOUT_RATES);
          default -> Optional.empty();
        };
  }

  /// Full access for the one credential that a vendor has.
  ///
  /// @throws Refused with status 401 if it is another one
  Access accept(String sent, String expected) {
    if (!sent.equals(expected) || revoked.stream().anyMatch(sent::endsWith)) {
      throw new Refused(401, "unauthorized", "The credential is unknown.");
    }
    return Access.FULL;
  }

  /// Full access for a token that somebody consented to, or the one that needs no consent.
  ///
  /// @throws Refused with status 401 if it is another one
  Access consented(ConsentServer consents, String authorization, String own) {
    return consents.knows(authorization) ? Access.FULL : accept(authorization, "Bearer " + own);
  }

  /// @throws Refused with status 401 if nobody has this credential
  Access hubspot(String authorization) {
    if (authorization.equals("Bearer " + HUBSPOT_READ_ONLY)) {
      accept(authorization, authorization);
      return Access.READ_ONLY;
    }
    return accept(authorization, "Bearer " + HUBSPOT_FULL);
  }

  Optional<Access> harvest(String token) {
    return revoked.contains(token)
        ? Optional.empty()
        : switch (token) {
          case HARVEST_FULL -> Optional.of(Access.FULL);
          case HARVEST_RESTRICTED -> Optional.of(Access.WITHOUT_RATES);
          default -> Optional.empty();
        };
  }
}
