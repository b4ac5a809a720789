package surety.pseudonym;

/// Ends a look: the answer is not a proof.
final class LookRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Look answer;

  LookRefused(Look answer) {
    super("refused", null, false, false);
    this.answer = answer;
  }

  static LookRefused because(Unproven.Reason reason, String view) {
    return new LookRefused(new Unproven(reason, view));
  }

  Look answer() {
    return answer;
  }
}
