package surety.server.posture.claim;

/// A claims file says something that the format does not allow, or binds a claim to nothing.
public final class ClaimsInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClaimsInvalid(String message) {
    super(message);
  }
}
