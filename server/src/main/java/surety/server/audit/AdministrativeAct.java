package surety.server.audit;

/// What is done with the whole installation. Stored by name: a constant is added and never renamed.
public enum AdministrativeAct {
  /// The server serves.
  SERVER_START("Server started"),
  /// The server was asked to end, and does.
  SERVER_STOP("Server stopped"),
  /// Probes run because the operator asked.
  PROBES_RUN("Ran probes"),
  /// Results of a twin that ran elsewhere are added to the evidence.
  NEGATIVE_CONTROLS_ADD("Added results of a twin"),
  /// The key that signs evidence and checkpoints is replaced.
  SIGNING_KEY_ROTATE("Replaced the signing key"),
  /// The key that wraps all keys of workspaces is replaced.
  ROOT_KEY_ROTATE("Replaced the root key"),
  /// A root key that nothing is sealed under any more is removed.
  ROOT_KEY_REMOVE("Removed a root key"),
  /// Somebody vouches for a promise.
  ATTEST("Attested a promise"),
  /// All logs are verified as they are stored.
  LOGS_VERIFY("Verified the logs"),
  /// Entries of this stream are read.
  ADMINISTRATION_READ("Read these entries");

  private final String label;

  AdministrativeAct(String label) {
    this.label = label;
  }

  /// The name that people read.
  public String label() {
    return label;
  }
}
