package surety.server.posture.claim;

/// What makes a claim true.
public enum Kind {
  /// Code or schema makes the violation fail.
  ENFORCED,
  /// A setting, whose effect a probe reads.
  CONFIGURED,
  /// A person's word.
  ATTESTED,
  /// Where the server runs.
  HOSTING;

  /// As in the files and in evidence.
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
