package surety.server.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import surety.server.workspace.WorkspaceId;

/// Reads the workspace that a path names, `/w/{workspace}/...`.
final class WorkspacePath {

  static final String PATTERN = "/w/{workspace}";

  private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern PATH = Pattern.compile("/w/(" + ID + ")(?:/.*)?");

  private WorkspacePath() {}

  /// Empty for a path outside the workspaces, and for one whose id is not written as ids are.
  static Optional<WorkspaceId> of(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(new WorkspaceId(UUID.fromString(matcher.group(1))))
        : Optional.empty();
  }
}
