package surety.server.connect;

import surety.server.workspace.WorkspaceId;

/// Published after a workspace chose another system to count for some kind of record.
public record PrecedenceChanged(WorkspaceId workspace) {}
