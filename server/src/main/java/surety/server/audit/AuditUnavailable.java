package surety.server.audit;

/// The audit entry could not be made durable, so the access that it names must not happen. Nothing
/// was read; the caller may try again later.
public final class AuditUnavailable extends RuntimeException {

  AuditUnavailable(Throwable cause) {
    super("the audit entry could not be written", cause);
  }
}
