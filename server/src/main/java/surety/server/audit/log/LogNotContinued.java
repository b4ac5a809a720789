package surety.server.audit.log;

/// A log does not grow out of what was signed of it: entries were taken away or changed, or the
/// database was set back. Nothing more of it is signed.
final class LogNotContinued extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LogNotContinued(String message) {
    super(message);
  }
}
