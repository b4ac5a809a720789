package surety.server.vault;

/// How far the move of stored credentials to the current root key has come.
///
/// @param workspacesLeft workspaces that were not looked at yet
/// @param rewrapped credentials that were moved by this run
/// @param failed credentials that do not open and were left as they are
record RewrapProgress(int workspacesLeft, long rewrapped, long failed) {

  /// Nothing to do, or nothing begun.
  static final RewrapProgress NONE = new RewrapProgress(0, 0, 0);

  RewrapProgress plus(long moved, long notMoved) {
    return new RewrapProgress(workspacesLeft, rewrapped + moved, failed + notMoved);
  }

  RewrapProgress left(int workspaces) {
    return new RewrapProgress(workspaces, rewrapped, failed);
  }
}
