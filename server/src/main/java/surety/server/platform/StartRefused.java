package surety.server.platform;

/// The server cannot start, for a reason that the operator can remove.
///
/// The message is one line that says what was found and what to do; it is printed alone, without a
/// stack trace.
public final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message what was found and what to do, in one line and without secrets
  public StartRefused(String message) {
    super(message);
  }

  /// @param message what was found and what to do, in one line and without secrets
  /// @param cause the fault underneath, for the log
  public StartRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
