package surety.server.vault;

/// A credential that cannot be used. Nothing was sent and nothing was changed.
public final class CredentialUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Why a credential cannot be used.
  public enum Reason {
    /// The workspace has no such credential: it never existed, was purged, or is another
    /// workspace's.
    NOT_FOUND("the workspace has no such credential"),
    /// It was stored for another host and goes nowhere else.
    OTHER_HOST("the credential is bound to another host"),
    /// The stored bytes were altered or moved.
    NOT_AUTHENTIC("the stored credential is not authentic"),
    /// Its root key is not registered with this server.
    ROOT_KEY_UNAVAILABLE("the root key of the credential is not registered"),
    /// The workspace's key was destroyed.
    KEY_DESTROYED("the workspace's key was destroyed");

    private final String message;

    Reason(String message) {
      this.message = message;
    }
  }

  private final Reason reason;

  CredentialUnavailable(Reason reason) {
    super(reason.message);
    this.reason = reason;
  }

  /// Why.
  public Reason reason() {
    return reason;
  }
}
