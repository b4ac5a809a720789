package surety.sandbox;

/// Ends a request with an error in the vendor's format.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  Refused(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  Refused(int status, String code, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.code = code;
  }

  static Refused notFound() {
    return new Refused(404, "not_found", "The requested resource was not found.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
