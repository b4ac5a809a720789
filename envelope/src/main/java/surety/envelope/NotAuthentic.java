package surety.envelope;

/// A sealed value that was altered, is incomplete, or belongs to another place or workspace.
///
/// The reasons are not told apart: the difference would help only an attacker.
public final class NotAuthentic extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotAuthentic() {
    super("the sealed value is not authentic");
  }
}
