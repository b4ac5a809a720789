package surety.server.audit;

/// How far an access has come. Stored by name: a constant is added and never renamed.
public enum Outcome {
  /// The access may happen: the entry was written before it. A later entry may tell how it ended.
  BEGUN("Allowed", ""),
  /// Everything that was asked for was read.
  COMPLETED("Completed", "ok"),
  /// Some of it could not be read.
  PARTIAL("Partial", "warn"),
  /// Nothing was read.
  FAILED("Failed", "bad"),
  /// It was not allowed.
  REFUSED("Refused", "bad");

  private final String label;
  private final String tone;

  Outcome(String label, String tone) {
    this.label = label;
    this.tone = tone;
  }

  /// The name that people read.
  public String label() {
    return label;
  }

  /// The class of its badge on a page.
  public String tone() {
    return tone;
  }
}
