package surety.server.vault;

import java.util.Arrays;

/// What a credential is. It is bound to the sealed value, so that one kind cannot pass for another.
public enum CredentialKind {
  /// A key or token that a member copied from the vendor.
  API_TOKEN("api-token"),
  /// The short-lived token of an OAuth connection.
  OAUTH_ACCESS_TOKEN("oauth-access-token"),
  /// The token that renews an OAuth connection.
  OAUTH_REFRESH_TOKEN("oauth-refresh-token"),
  /// The secret of a firm's own OAuth client.
  OAUTH_CLIENT_SECRET("oauth-client-secret"),
  /// A secret of the workspace's own, which pseudonyms depend on. It goes to no host.
  PSEUDONYM_KEY("pseudonym-key"),
  /// The secret that signs what is posted to a webhook of the workspace. It goes to no host.
  WEBHOOK_SECRET("webhook-secret");

  private final String stored;

  CredentialKind(String stored) {
    this.stored = stored;
  }

  /// The name in the table and in the sealed value. It never changes.
  String stored() {
    return stored;
  }

  static CredentialKind ofStored(String stored) {
    return Arrays.stream(values())
        .filter(kind -> kind.stored.equals(stored))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unknown kind of credential in the table"));
  }
}
