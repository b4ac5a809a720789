package surety.twin;

/// A fault that would prove nothing, or that could not be taken back. The twin ends.
final class FaultRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FaultRefused(String message) {
    super(message);
  }

  FaultRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
