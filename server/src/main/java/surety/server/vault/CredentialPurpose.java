package surety.server.vault;

import surety.server.workspace.Permission;

/// Why a credential is opened, and what the caller must be permitted for it.
public enum CredentialPurpose {
  /// Records are read for figures. Everybody who may see figures may cause it; nobody sees the
  /// credential.
  FETCH(Permission.DASHBOARD_VIEW),
  /// A member tries the connection.
  TEST(Permission.CONNECTIONS_MANAGE),
  /// An access token is renewed.
  REFRESH(Permission.CONNECTIONS_MANAGE),
  /// The vendor is told that the credential is no longer in use.
  REVOKE(Permission.CONNECTIONS_MANAGE),
  /// A model provider is asked, or names are replaced for that.
  MODEL_CALL(Permission.AI_USE),
  /// Lines of the workspace's log are signed for a webhook.
  LOG_STREAM(Permission.AUDIT_VIEW);

  private final Permission needed;

  CredentialPurpose(Permission needed) {
    this.needed = needed;
  }

  /// What the caller's scope must permit.
  public Permission needed() {
    return needed;
  }
}
