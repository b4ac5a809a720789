package surety.server.workspace;

/// A page of a workspace that the navigation offers to members with the permission for it. Each
/// module declares its own as beans.
///
/// @param order lowest first
/// @param key the name by which a page says that it is the current one
/// @param path what follows `/w/{workspace}/`
public record NavigationLink(int order, String key, String label, String path, Permission needed) {}
