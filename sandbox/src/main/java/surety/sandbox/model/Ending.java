package surety.sandbox.model;

/// An answer as far as the request lets it go.
///
/// @param stop the text at which it ended, if it did
record Ending(String text, Reason reason, String stop) {
  /// Why it ends there.
  enum Reason {
    NATURAL,
    LENGTH,
    STOP
  }

  static Ending of(String answer, Prompt prompt) {
    for (String stop : prompt.stops()) {
      int at = stop.isEmpty() ? -1 : answer.indexOf(stop);
      if (at >= 0) {
        return new Ending(answer.substring(0, at), Reason.STOP, stop);
      }
    }
    if (Prompt.tokens(answer) > prompt.mostTokens()) {
      int end = (int) Math.min(answer.length(), 4 * prompt.mostTokens());
      return new Ending(answer.substring(0, end), Reason.LENGTH, "");
    }
    return new Ending(answer, Reason.NATURAL, "");
  }
}
