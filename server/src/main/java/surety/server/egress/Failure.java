package surety.server.egress;

/// Why an allowed call brought no usable answer. The names are stable.
public enum Failure {
  NAME_NOT_RESOLVED("the host's name could not be resolved"),
  UNREACHABLE("the connection could not be made or broke off"),
  NOT_TRUSTED("the host's certificate was not trusted"),
  TIMED_OUT("the answer took too long"),
  TOO_LARGE("the answer was larger than allowed"),
  MALFORMED("the answer could not be read");

  private final String sentence;

  Failure(String sentence) {
    this.sentence = sentence;
  }

  /// One sentence for people. It holds nothing of the call.
  public String sentence() {
    return sentence;
  }
}
