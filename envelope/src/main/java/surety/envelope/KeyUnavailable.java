package surety.envelope;

/// A sealed value names a root key that is not in the key ring. Nothing was changed; the value
/// opens again once the key is registered.
public final class KeyUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final RootKeyId keyId;

  KeyUnavailable(RootKeyId keyId) {
    super("root key " + keyId + " is not in the key ring");
    this.keyId = keyId;
  }

  /// The root key that an operator must register.
  public RootKeyId keyId() {
    return keyId;
  }
}
