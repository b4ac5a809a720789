package surety.envelope;

/// A root key that is absent, malformed or badly kept. The message is for the operator: it says
/// what was found and what was expected, and never repeats a byte of the key.
public final class RootKeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String explanation;

  /// @param message what was found and what was expected
  public RootKeyRefused(String message) {
    super(message);
    this.explanation = message;
  }

  /// The message.
  public String explanation() {
    return explanation;
  }
}
