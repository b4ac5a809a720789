package surety.server.vault;

/// What an operator asked of the root keys cannot be done now. Nothing was changed but what the
/// message tells; it says what to do.
public final class KeysRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  KeysRefused(String message) {
    super(message);
  }
}
