package surety.server.audit;

/// How far an access has come. Stored by name: a constant is added and never renamed.
public enum Outcome {
  /// The entry was written before the access; a later entry may tell how it ended.
  BEGUN("Begun"),
  /// Everything that was asked for was read.
  COMPLETED("Completed"),
  /// Some of it could not be read.
  PARTIAL("Partial"),
  /// Nothing was read.
  FAILED("Failed"),
  /// It was not allowed.
  REFUSED("Refused");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }
}
