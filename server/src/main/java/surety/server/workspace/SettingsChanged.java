package surety.server.workspace;

/// Says that a workspace's settings have changed. It is published after the change is durable, on
/// the server that made it.
public record SettingsChanged(WorkspaceId workspace) {}
