package surety.server.identity;

import java.util.Optional;
import java.util.UUID;
import surety.server.workspace.WorkspaceId;

/// Reads the workspace that a path names, `/w/{workspace}/...`.
final class WorkspacePath {

  static final String PATTERN = "/w/{workspace}";

  private static final String START = "/w/";
  private static final int END = START.length() + 36;

  private WorkspacePath() {}

  /// Empty for a path outside the workspaces, and for one whose id is not written as ids are.
  static Optional<WorkspaceId> of(String path) {
    if (!path.startsWith(START)
        || path.length() < END
        || path.length() > END && path.charAt(END) != '/') {
      return Optional.empty();
    }
    String text = path.substring(START.length(), END);
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equals(text) ? Optional.of(new WorkspaceId(id)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
