package surety.pseudonym.command;

/// Ends a command. The message is one line for a person, without a name and without a piece of the
/// input.
final class Stop extends Exception {
  private static final long serialVersionUID = 1;

  /// The second look still found a name.
  static final int LEAK = 1;

  /// The command, a file or the input is wrong.
  static final int WRONG = 2;

  /// The second look cannot tell.
  static final int UNPROVEN = 3;

  /// Something does not come back.
  static final int INEXACT = 4;

  private final int status;

  Stop(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  static Stop wrong(String message) {
    return new Stop(WRONG, message);
  }

  int status() {
    return status;
  }
}
